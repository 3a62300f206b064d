/* The inside of a form, for form*.c only. */
#ifndef UI_FORM_INTERNAL_H
#define UI_FORM_INTERNAL_H

#include "ui/field_input.h"
#include "ui/form_spec.h"
#include "src/rules/object.h"

struct form;

struct form_item {
	size_t field;			/* in object->fields */
	struct input *input;
	char *needed;			/* why it must be filled; NULL: it need not, or is */
};

struct form_section { const char *label; guint first, len; };

struct form {
	struct form_spec spec;
	struct object own;		/* when the spec has no object */
	const struct object *object;
	struct record *base;		/* as it was when the form was opened or last rebased */
	struct record *work;
	GArray *items;			/* of struct form_item, by section */
	GArray *sections;
	guint focus;			/* item */
	int top;			/* first row shown of the section */
};

struct form_item *form_item(const struct form *form, guint at);
struct form_item *form_focus(const struct form *form);
const struct form_section *form_section_of(const struct form *form, guint at);
void form_move(struct form *form, struct ui *ui, guint to);
void form_check(struct form *form, struct ui *ui);
void form_take(struct form *form, struct ui *ui, struct form_item *item);
int form_item_rows(const struct form *form, guint at, int width);

#endif
