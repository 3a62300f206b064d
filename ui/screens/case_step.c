#include "ui/screens/case_step.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case_fields.h"

/* Of which case a row is, or speaks; NULL: of none. */
static const char *case_of(const struct record *row)
{
	if (row && row->object == &case_object)
		return record_get(row, CASE_ID);
	return row ? record_by_name(row, "case") : NULL;
}

struct list *case_step_list(const struct screen *screen)
{
	for (size_t i = 0; screen && i < SCREEN_PARTS; i++)
		if (screen->parts[i].commands == list_commands)
			return screen->parts[i].self;
	return NULL;
}

bool case_step_at(struct list *list, const char *id)
{
	return list && g_strcmp0(case_of(list_current(list)), id) == 0;
}

/* What was done to the case may have taken it out of the list: then the next one stands in its place. */
char *case_step(struct ui *ui, struct list *list, const char *id, long by)
{
	const char *here = case_of(list_current(list));
	bool gone = here && strcmp(here, id) != 0;

	while ((by > 0 && gone) || list_step(list, ui, by)) {
		here = case_of(list_current(list));
		gone = false;
		if (here && strcmp(here, id) != 0)
			return g_strdup(here);
	}
	ui_warn(ui, "%s", by > 0 ? _("this is the last case of the list") : _("this is the first case of the list"));
	return NULL;
}
