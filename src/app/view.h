/* Views of the queues, as who looks has them. */
#ifndef APP_VIEW_H
#define APP_VIEW_H

#include "src/app/look.h"

/* All that the person has, their own first. NULL with error. */
GPtrArray *view_all(struct session *session, GError **error);
/* The one of this name; one's own comes before a shared one. NULL with error. */
struct record *view_find(struct session *session, const char *name, GError **error);
/* A view by the name of a query is how its tab looks, and no tab of its own. */
bool view_is_tab(const struct record *view);

#endif
