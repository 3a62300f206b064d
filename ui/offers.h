/* Names that may stand in a field: users, groups, roles, settings. */
#ifndef UI_OFFERS_H
#define UI_OFFERS_H

#include "src/app/action.h"
#include "ui/screen.h"

/* For an argument of the action; record: the case it acts on, or NULL. NULL: the field's own
 * choices. *free_text: others may be typed. Caller frees. */
char **offers_of(struct ui *ui, const struct action *action, const struct record *record,
		 const struct field *field, bool *free_text);
/* For a field of a case. */
char **offers_plain(struct ui *ui, const struct field *field);
/* The states a case may go to from here, as choices; ends with a NULL name. Free with g_free. */
struct choice *offers_states(const struct record *record);

#endif
