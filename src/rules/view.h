/* Views as stored: how a person, or everybody, wants a queue shown. */
#ifndef RULES_VIEW_H
#define RULES_VIEW_H

#include "src/rules/object.h"

enum view_field {
	VIEW_USER, VIEW_NAME, VIEW_QUERY, VIEW_FILTER, VIEW_SORT, VIEW_COLUMNS, VIEW_GROUP, VIEW_SHARED,
	VIEW_DROPPED, VIEW_AT,
	VIEW_FIELDS
};

#define VIEW_NAME_MAX 24
#define VIEWS_MAX 30	/* of one person: each is a tab, and is counted */

/* What rows can stand under headings by: "none", "severity" …, for an argument. */
extern const struct choice view_groups[];
/* The field by which an object's rows are headed for such a word; -1: they have none. The worst
 * severity is the lowest rank, and an index has the rank. */
int view_group_field(const struct object *object, const char *word);
/* What a heading says for a value of it ("" or NULL: none). Caller frees. */
char *view_group_label(const struct field *field, const char *value);
/* The field of "due_at" or "-due_at"; -1: none. */
int view_sort_field(const struct object *object, const char *sort, bool *down);
/* May it stand in a list? A sentence if a word of columns is none (caller frees), else NULL. */
char *view_columns_problem(const struct object *object, const char *columns);
bool view_column_may(const struct object *object, size_t field);

#endif
