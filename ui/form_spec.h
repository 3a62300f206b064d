/* What a form is made of. */
#ifndef UI_FORM_SPEC_H
#define UI_FORM_SPEC_H

#include "src/app/request.h"
#include "ui/screen.h"

struct form_spec {
	const struct field *fields;
	size_t fields_len;
	const struct object *object;	/* whose fields these are; NULL: of an action's arguments */
	const struct record *record;	/* what is there already; NULL: initial values */
	const char *only;		/* names by blanks, in this order; NULL: all that may be edited */
	/* What is needed as things stand. NULL: what the rows need at creation. */
	struct problems *(*missing)(struct ui *ui, const struct record *record);
	/* Names a field may take; *free_text: others too. NULL result: the field's own. May be NULL. */
	char **(*offers)(struct ui *ui, const struct field *field, void *data, bool *free_text);
	void *data;
	/* A field has another value than before. May be NULL. */
	void (*changed)(struct ui *ui, const struct field *field, void *data);
	/* What the last field's Enter and `save` do. */
	void (*save)(struct ui *ui, void *data);
};

#endif
