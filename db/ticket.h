/* Writers take turns (an OFD lock on a byte of `lock`): SQLite's own waiting let some of them
 * starve for seconds. The kernel gives the ticket back when its holder dies. */
#ifndef DB_TICKET_H
#define DB_TICKET_H

#include "src/base/err.h"

bool ticket_take(int lock_fd, GError **error);
void ticket_return(int lock_fd);

#endif
