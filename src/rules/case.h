/* Checks of a case that need the whole record (compliance.md 2.10). */
#ifndef RULES_CASE_H
#define RULES_CASE_H

#include "src/rules/case_fields.h"
#include "src/rules/problem.h"
#include "src/rules/record.h"

/* Adds a problem for each field of this moment that is empty, with label, why and source. */
void case_check(const struct record *record, enum moment moment, struct problems *problems);
bool case_condition(const struct record *record, enum condition condition);
/* Is a value given at all: "not_assessed" is a value, but not an answer at this moment. */
bool case_answered(const struct record *record, size_t field);
/* The CUI block: what the compliance role may edit. */
bool field_in_cui_section(const struct field *field);
/* What an edit must not do, whoever makes it: touch a closed case, empty what a state already
 * passed needed, contradict itself. after: with the change made. For case-edit, not for moves. */
void case_check_edit(const struct record *before, const struct record *after,
		     struct problems *problems);
/* What may be so and is odd: t_detected is the first observation by tool or person (compliance.md 2.2), so nobody
 * discovers before it, nor reports what they have not discovered. Clocks of tools may be minutes ahead. A sentence
 * for whoever wrote it; NULL: nothing, or it stood so before. Caller frees. */
char *case_odd_times(const struct record *before, const struct record *after);
/* The edit lowers severity, lowers a CUI level of suspected or confirmed, or moves t_discovered
 * later: a bit for each, to be asked of the permissions of the same names. */
enum case_lowering {
	LOWERS_SEVERITY = 1, LOWERS_CUI = 2, DISCOVERED_LATER = 4, RAISES_SEVERITY = 8,
};
unsigned case_lowering(const struct record *before, const struct record *after);

/* What names of cases begin with: "INC", "EX"; ends with NULL. */
extern const char *const case_prefixes[];
/* "INC-2026-0041" from its parts; caller frees. */
char *case_id_make(const char *prefix, int year, int64_t number);
/* Reads "INC-2026-0041", "26-0041", "2026-41", "41"; year 0 and prefix NULL when not given. */
bool case_id_parse(const char *text, const char **prefix, int *year, int64_t *number);
/* "26-0041", for lists; caller frees. */
char *case_id_short(const char *id);
/* "20261120T031200Z-0041": creation time and counter (derived); caller frees. */
char *case_stamp_id(const struct record *record);

#endif
