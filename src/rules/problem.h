/* What is wrong with what was given: one list that names every field and why. */
#ifndef RULES_PROBLEM_H
#define RULES_PROBLEM_H

#include "src/rules/field.h"

struct problem {
	const struct field *field;	/* NULL: of the whole record */
	char *name;			/* the field's name, or an argument's */
	char *why;			/* "needed to leave triage (SP 800-61r2 3.2.6)" */
};

struct problems { GPtrArray *list; };	/* of struct problem */

struct problems *problems_new(void);
void problems_free(struct problems *problems);	/* NULL is allowed */
CLEANUP_DEFINE(struct problems *, problems_free)
void problems_add(struct problems *problems, const struct field *field, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void problems_add_name(struct problems *problems, const char *name, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/* "Severity basis"; of the whole record, why. */
const char *problem_label(const struct problem *problem);
bool problems_any(const struct problems *problems);
/* True when there are none; else ERR_INVALID: "title (Title): needed …; severity (Severity): …". */
bool problems_check(const struct problems *problems, GError **error);

#endif
