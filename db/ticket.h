/* Writers take turns (an OFD lock on a byte of `lock`): SQLite's own waiting let some of them
 * starve for seconds. The kernel gives the ticket back when its holder dies. */
#ifndef DB_TICKET_H
#define DB_TICKET_H

#include "src/base/err.h"

#define TICKET_WAIT_MS 30000

/* Two lines of people, one behind the other: to change the store, then to tell the anchor. Who has the first
 * turn takes the second before giving the first back, so that the order stays. */
enum turn { TURN_STORE, TURN_ANCHOR };
bool ticket_take_turn(int lock_fd, enum turn turn, int wait_ms, GError **error);
void ticket_return_turn(int lock_fd, enum turn turn);
/* Of the store. */
bool ticket_take(int lock_fd, GError **error);
bool ticket_take_within(int lock_fd, int wait_ms, GError **error);
void ticket_return(int lock_fd);

#endif
