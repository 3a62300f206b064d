/* The words that narrow a list: one language for the screens, `blotter look` and queries.
 *
 *	filter = part { part }			all must hold
 *	part   = word { "or" word }		one of them must
 *	word   = [ "not" ] ( NAME SIGN value | NAME "?" | NAME "!" | "overdue" | "by:" USER | text | "quoted text" )
 *	value  = one { "," one }		with : = and !=, one of these
 *
 * A case's name (INC-2026-0011, 26-0011) alone means the case; a day and a clock after a time's sign are one value.
 * "not" turns a word round; NAME? is given, NAME! or NAME:none is empty; overdue is due<now; by:USER is what
 * they changed last, of cases; text alone is looked
 * for in the title.
 * src/rules/filter.c has the signs, filter_words.c the short names. */
#ifndef RULES_FILTER_H
#define RULES_FILTER_H

#include "src/rules/record.h"

enum op {
	OP_IS, OP_NOT, OP_AT_MOST, OP_AT_LEAST, OP_HAS, OP_CONTAINS, OP_EMPTY, OP_GIVEN,
	OP_ONE_OF,	/* value: several, joined by newlines */
	OP_DURING,	/* value: "from\nto", without to */
	OP_BY,		/* its newest entry of the log is this person's; the field does not matter */
	OP_TEXT,	/* any of the object's main texts contains it; field is one of them */
};
struct term {
	size_t field;
	enum op op;
	const char *value;
	bool turned;	/* it must not hold */
	bool or_next;	/* it, or the next term */
};

/* Terms with their texts; filter_clear frees. */
struct filter { GArray *terms; GPtrArray *texts; };
void filter_init(struct filter *filter);
void filter_clear(struct filter *filter);

struct filter_about {
	const struct object *object;
	const char *me;			/* "me" and "@me" stand for it */
	int64_t now;			/* UTC ms; spans and "@now" */
	char *const *groups;		/* that there are; NULL: any name will do */
};
/* The bytes of the text that are wrong, and what is possible there. */
struct filter_fault { size_t at, len; char *why; };	/* why: caller frees */

/* Adds the words of text (NULL: none). False with *fault. */
bool filter_read(struct filter *filter, const struct filter_about *about, const char *text,
		 struct filter_fault *fault);
/* The same with a sentence that names the word: filter: "sev<=9": … */
bool filter_add(struct filter *filter, const struct filter_about *about, const char *text, GError **error);
/* NULL: nothing is wrong. Else the text, a line of carets under the wrong word; caller frees. */
char *filter_pointed(const struct filter_about *about, const char *text);
bool filter_has_group(const struct filter *filter, const struct object *object);
bool filter_matches(const struct filter *filter, const struct record *record);

/* The field of a name or short name; -1: none. */
int filter_field(const struct object *object, const char *name);
/* The first of the texts that words alone are looked for in, and whether a field is one of them. */
size_t filter_main_text(const struct object *object);
bool filter_is_text(const struct object *object, size_t field);

/* Names that may stand in a field of people or groups; g_strfreev. */
typedef char **(*filter_names)(const struct field *field, void *data);
/* Whole texts that may stand instead of text, whose last word is completed; g_strfreev. */
char **filter_complete(const struct object *object, const char *text, filter_names names, void *data);
/* What the last word of such a text means. Caller frees; NULL: nothing to say. */
char *filter_describe(const struct object *object, const char *text);
/* Every name with its short one, for the manual and help: a row each, until NULL. */
const char *filter_short(size_t i, const char **name);

#endif
