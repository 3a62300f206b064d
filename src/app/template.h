/* Templates as they hold: those of the store before those shipped. */
#ifndef APP_TEMPLATE_H
#define APP_TEMPLATE_H

#include "src/app/session.h"

/* By name, or by what a type of incident is also called. NULL without error: there is none. Free with
 * record_free. */
struct record *look_template(struct session *session, const char *name, GError **error);
/* All that are offered, by name; NULL with error. */
GPtrArray *look_templates(struct session *session, GError **error);

#endif
