/* The inside of an input, for field_input*.c only. */
#ifndef UI_FIELD_INPUT_INTERNAL_H
#define UI_FIELD_INPUT_INTERNAL_H

#include "ui/edit.h"
#include "ui/line.h"
#include "src/rules/field.h"

struct input;

enum widget { WIDGET_LINE, WIDGET_BLOCK, WIDGET_ONE, WIDGET_SEVERAL };

struct input {
	const struct field *field;
	enum widget widget;
	char **names, **labels, **aliases;	/* what may be chosen; NULL: nothing */
	struct line_edit *line;
	struct edit *edit;
	char *value;			/* stored form, as last read */
	char *settled;			/* stored form that counts as unchanged */
	char *settled_text;		/* … as text in line or edit */
	char *problem;
	bool fresh;			/* nothing was typed since the focus came */
	GString *ahead;			/* letters typed towards a choice */
};

/* Index in names of a stored value, or -1. */
int input_index(const struct input *input, const char *name);
/* The typed text of a stored value, for line and edit. Caller frees. */
char *input_text_of(const struct input *input, const char *value);
bool input_is_radio(const struct input *input, int width);

#endif
