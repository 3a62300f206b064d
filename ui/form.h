/* A form drawn from field rows: sections, what is needed and why, help; for cases and dialogs. */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "src/app/act.h"
#include "ui/command.h"
#include "ui/form_spec.h"

struct form;

struct form *form_new(struct ui *ui, const struct form_spec *spec);
void form_free(struct form *form);		/* wipes; NULL is allowed */

bool form_changed(const struct form *form);
unsigned form_missing(const struct form *form);	/* fields still to fill */
/* Label of the section shown; NULL: there is only one. */
const char *form_section(const struct form *form);
/* The record it began from; it lives until the next form_rebase(). */
const struct record *form_base(const struct form *form);
/* The record as typed so far. */
const struct record *form_record(const struct form *form);
/* Moves to the field; false: not in the form. */
bool form_goto(struct form *form, const char *name);
/* Types text into a field. */
void form_type(struct form *form, struct ui *ui, const char *name, const char *text);
/* Into each that is needed and can have one value only, that. */
void form_type_only(struct form *form, struct ui *ui);

/* Puts a value there, in its stored form; NULL: empties it. */
void form_put(struct form *form, struct ui *ui, const char *name, const char *value);

/* What stands there now counts as unchanged. */
void form_settle(struct form *form);

/* Reads what was typed. False: the wrong fields are marked, the first has the focus, told. */
bool form_read(struct form *form, struct ui *ui);
/* … and nothing that is needed is missing: else the first that is has the focus, told. */
bool form_ready(struct form *form, struct ui *ui);
/* Every field that was changed, or all that have a value. */
void form_request(const struct form *form, struct request *request, bool all);
/* What was typed, for a draft: every change with what it began from, in a new record all that has a value.
 * The target is the field in focus. */
void form_typed(const struct form *form, struct request *request);
/* … and types it in again, upon what it began from. False: the draft does not say of each field what that was. */
bool form_retype(struct form *form, struct ui *ui, const struct request *request);
/* Marks the fields the answer names and goes to the first. False: it names none of them. */
bool form_refuse(struct form *form, struct ui *ui, const struct outcome *outcome);
/* Somebody else changed the record: untouched fields follow, touched ones keep what was typed. */
void form_rebase(struct form *form, struct ui *ui, const struct record *record);

bool form_event(struct form *form, struct ui *ui, const struct event *event);
/* Rows it would like, without sections: for dialogs. */
int form_rows(const struct form *form, int width);
/* help: rows for the text on the field under the cursor, with a rule above; 0: none. */
void form_draw(struct form *form, struct ui *ui, struct canvas *canvas, int help);

extern const struct command form_commands[];	/* self is the form */

#endif
