/* Templates: what a new case of a type begins with. Those shipped are rows of template.c, one for a type of
 * incident; those made here are rows of the store, and one of the same name takes the place of a shipped one. */
#ifndef RULES_TEMPLATE_H
#define RULES_TEMPLATE_H

#include "src/rules/record.h"

enum template_field {
	TEMPLATE_NAME, TEMPLATE_TYPE, TEMPLATE_SEVERITY, TEMPLATE_SOURCE, TEMPLATE_VECTOR, TEMPLATE_TITLE,
	TEMPLATE_SUMMARY, TEMPLATE_NEEDS, TEMPLATE_BY, TEMPLATE_AT, TEMPLATE_ACTIVE,
	TEMPLATE_FIELDS
};

/* Which field of a case each one fills. */
struct template_fill {
	size_t from, to;
	bool saved;	/* also taken from a case; texts are not: not everybody may see the case */
};
#define TEMPLATE_FILLS 6
extern const struct template_fill template_fills[TEMPLATE_FILLS];

/* The shipped one of this name, or number; NULL: there is none. Free with record_free. */
struct record *template_shipped(const char *name);
struct record *template_shipped_at(size_t number);
/* Lower case letters, digits, "_" and "-". */
bool template_name_valid(const char *name);

#endif
