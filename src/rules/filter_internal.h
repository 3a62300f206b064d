/* The parts of a filter's text, for filter*.c only. */
#ifndef RULES_FILTER_INTERNAL_H
#define RULES_FILTER_INTERNAL_H

#include "src/rules/object.h"

struct filter;
struct filter_about;
struct term;

#define FILTER_BLANKS " \t\n"
#define FILTER_OVERDUE "overdue"
#define FILTER_BY "by:"
#define FILTER_LETTERS "abcdefghijklmnopqrstuvwxyz_0123456789"

/* What a field may hold, read from one value. False with *why (caller frees). */
bool filter_value(struct filter *filter, const struct filter_about *about, struct term *term, const char *sign,
		  const char *text, char **why);
/* "there is no field "ownr": do you mean owner?"; caller frees. */
char *filter_no_field(const struct object *object, const char *name);
/* The field that says which case a row is, or belongs to; -1: none. */
int filter_case_field(const struct object *object);
/* Is it a case's name with its year: INC-2026-0011, 26-0011? */
bool filter_is_case(const char *text);
/* Keeps text as long as the filter. */
const char *filter_keep(struct filter *filter, char *text);

#endif
