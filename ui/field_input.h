/* One field being filled in: what was typed, what was understood, what is wrong with it. */
#ifndef UI_FIELD_INPUT_H
#define UI_FIELD_INPUT_H

#include "src/rules/field.h"
#include "ui/edit.h"
#include "ui/screen.h"

struct input;

/* value: stored form; NULL: empty. offers: names it may take beside the field's own choices (users,
 * groups, roles …), "NAME\tLABEL" when shown as another; NULL: none. Takes them over.
 * free_text: others may be typed as well. */
struct input *input_new(const struct field *field, const char *value, char **offers, bool free_text);
void input_free(struct input *input);	/* wipes; NULL is allowed */

const struct field *input_field(const struct input *input);
/* Stored form of what input_read() last understood; NULL: empty. */
const char *input_value(const struct input *input);
/* Puts a value there as if it had been typed. */
void input_set(struct input *input, const char *value);
/* Puts typed text there, "2h ago" or a choice's name; read it afterwards. */
void input_type(struct input *input, const char *text);
/* The value is now what counts as unchanged. */
void input_settle(struct input *input, const char *value);
bool input_changed(const struct input *input);
/* The one value it can have. NULL: it can have others. */
const char *input_only(const struct input *input);
/* What act() is to read. Caller frees. */
char *input_request(const struct input *input);

/* What was typed, as it stands: for input_type() of another day. Caller frees. */
char *input_typed(const struct input *input);

/* Understands what was typed. now: UTC ms. False: input_problem() says why. */
bool input_read(struct input *input, int64_t now);
const char *input_problem(const struct input *input);	/* NULL: none */
void input_refuse(struct input *input, const char *problem);	/* NULL: takes it back */

enum typed input_event(struct input *input, struct typing *typing, const struct event *event);
/* Does this event open the list of choices, as its first letter: of a field that holds several? */
bool input_opens(const struct input *input, const struct event *event);
/* Opens the list of choices; typed: narrowed to it; NULL: all. False: there is nothing to choose from. */
bool input_choose(struct input *input, struct ui *ui, const char *typed);
/* The focus goes elsewhere. */
void input_leave(struct input *input, int64_t now);

/* Rows it takes: paragraphs from least to most of them, else one. */
int input_rows(const struct input *input, int width, int least, int most);
void input_draw(struct input *input, struct canvas *canvas, int64_t now, bool focused);
/* Enter belongs to the text. */
bool input_is_block(const struct input *input);
/* It is filled by letters, not by choosing. */
bool input_is_typed(const struct input *input);
bool input_has_text(const struct input *input);

#endif
