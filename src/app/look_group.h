/* Rows under headings: those of one value of a field behind those of another, each in the order of the
 * query and read by pages, so that no index need have the field first. */
#ifndef APP_LOOK_GROUP_H
#define APP_LOOK_GROUP_H

#include "src/app/look.h"

#define GROUPED_MOST 9999	/* rows that are counted for headings */

/* What there is under headings by a field, in the order shown; "" is none. count -1: not known, for there
 * are too many rows. Free with g_array_unref. NULL with error, also when there is too much of it. */
struct look_group { char *value; int64_t count; };
GArray *look_groups(struct session *session, const struct look *ask, size_t field, GError **error);
/* As look(), for these groups. */
GPtrArray *look_grouped(struct session *session, const struct look *ask, size_t field, const GArray *groups,
			GError **error);
/* Which of them a row belongs to; -1: none. */
int look_group_of(const GArray *groups, const struct record *row, size_t field);

#endif
