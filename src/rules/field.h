/* What a field is: one row of a table says all that form, list, filter, JSON and help need. */
#ifndef RULES_FIELD_H
#define RULES_FIELD_H

#include "src/base/err.h"
#include <stddef.h>
#include <stdint.h>

enum field_type {
	FIELD_TEXT,	/* one line */
	FIELD_LONG,	/* paragraphs */
	FIELD_CHOICE,	/* one of .choices */
	FIELD_CHOICES,	/* several of .choices; stored joined by newlines */
	FIELD_LIST,	/* texts of one line each; stored joined by newlines */
	FIELD_INT,	/* 0 or more, decimal */
	FIELD_TIME,	/* UTC ms, decimal */
	FIELD_BOOL,	/* "0" or "1" */
	FIELD_USER,	/* a user's name */
	FIELD_GROUP,	/* a group's name */
};

struct choice {
	const char *name;	/* stored, JSON, command line: lower case, "_" */
	const char *label;	/* N_() text for people */
	const char *alias;	/* also accepted, e.g. "C2"; NULL: none */
};

/* The moments at which a field may be required (compliance.md 2.10). */
enum moment {
	MOMENT_NEVER,
	MOMENT_CREATE,		/* C: at creation */
	MOMENT_TRIAGE,		/* T: to leave triage */
	MOMENT_CONTAINMENT,	/* to enter containment (CUI: preservation decision) */
	MOMENT_CONTAINED,	/* K: to leave containment when CUI is involved */
	MOMENT_REVIEW,		/* to leave recovery */
	MOMENT_CLOSE,		/* X: to ask for closure */
};

/* … and under which condition on the record. */
enum condition {
	IF_ALWAYS,
	IF_PERSON,		/* the detection source is a person */
	IF_INGESTED,		/* made from an alert */
	IF_BY_HAND,		/* not made by ingest: a person knows of it */
	IF_CUI,			/* cui_involvement touched, suspected or confirmed */
	IF_LOSS,		/* loss or theft of equipment */
	IF_SEV12,
	IF_SEV123_OR_CUI,
	IF_SEV12_OR_CUI,
};

enum field_flag {
	FIELD_SYSTEM = 1 << 0,	/* set by the program; no form or `case-edit` may */
	FIELD_HIDDEN = 1 << 1,	/* for the store only: neither shown nor exported */
	FIELD_LIST_SAFE = 1 << 2,	/* shown in lists: must not contain CUI */
	FIELD_KEY = 1 << 3,	/* names the record in the audit log and on the command line */
	FIELD_ACTION_ONLY = 1 << 4,	/* changed by its own action (severity, owner, state …) */
	FIELD_AHEAD = 1 << 5,	/* a time to come: in a filter, 4h is in four hours, not four hours ago */
	FIELD_OBJECT = 1 << 6,	/* names a row as "user:gus": a filter takes "gus" for it too */
};

#define FIELD_NEEDS 2

struct field {
	const char *name;	/* command line, JSON, audit; see CONTRACT.md 1 */
	const char *column;	/* NULL: as name (SQL words differ) */
	enum field_type type;
	const char *label;	/* N_() */
	const char *help;	/* N_() one or two sentences */
	const char *source;	/* "DFARS 252.204-7012(c)", not translated; NULL: house rule */
	const char *section;	/* N_() the form's section; NULL: not in the form */
	const struct choice *choices;	/* ends with a NULL name */
	const char *initial;	/* value of a new record; NULL: empty */
	unsigned flags;
	unsigned max;		/* characters; 0: the type's own limit */
	struct need { enum moment moment; enum condition condition; } needs[FIELD_NEEDS];
};

const char *field_column(const struct field *field);

/* From what a person or script typed to the stored form: trims, checks type, limits and choices
 * (an unambiguous prefix of a choice is not enough). Lists: one a line, or in one line separated
 * by commas; "\," is a comma within an item. Choices: "not_assessed" gives way to any other.
 * now: for relative times; 0 accepts ISO times only. *value NULL when text is empty.
 * On false *problem is a sentence (caller frees), without the field's name. */
bool field_read(const struct field *field, const char *text, int64_t now, char **value,
		char **problem);

/* From the stored form to text for people (choice labels, times as "2026-11-20 03:12 UTC") or
 * for scripts (names, ISO times, true, false, lists joined by ",": what field_read reads back).
 * NULL gives "". Caller frees. */
char *field_show(const struct field *field, const char *value);
char *field_plain(const struct field *field, const char *value);

const struct choice *field_choice_find(const struct field *field, const char *name);
/* "Summary (text)": for help and manual. Caller frees. */
const char *field_type_name(enum field_type type);
const char *moment_label(enum moment moment);
const char *condition_label(enum condition condition);

/* Finds by name; NULL when there is none. */
const struct field *field_find(const struct field *fields, size_t len, const char *name);

/* Lists in the stored form. Free with g_strfreev; never NULL. */
char **list_split(const char *value);
char *list_join(char **items);		/* NULL when empty */
bool list_has(const char *value, const char *item);
/* No doubles; "not_assessed" gives way to what is added. Caller frees. */
char *list_add(const char *value, const char *item);
char *list_remove(const char *value, const char *item);

#endif
