#include "ui/screens/audit_jump.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/rules/object.h"

/* "transfer:3": the row itself says which case it belongs to. */
static void to_its_case(struct ui *ui, const char *query, const char *key)
{
	const struct look ask = { .query = query, .pk = g_ascii_strtoll(key, NULL, 10) };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = look(ui->session, &ask, &error);

	if (rows && rows->len)
		screen_open(ui, "case", record_by_name(rows->pdata[0], "case"));
	else if (rows)
		ui_say(ui, "%s", _("it belongs to nothing that you may see"));
	else
		ui_say_error(ui, &error);
}

static void to_alert(struct ui *ui, const char *where, const char *key)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(record_free) struct record *alert = look_alert(ui->session, key, &error);

	g_autofree char *filter = NULL;

	if (!alert) {
		ui_say_error(ui, &error);
		return;
	}
	filter = record_has(alert, ALERT_KEY) ? g_strdup_printf("key=\"%s\"", record_text(alert, ALERT_KEY)) :
		g_strdup_printf("title=\"%s\"", record_text(alert, ALERT_TITLE));
	screen_open(ui, where, filter);
}

static void to_case(struct ui *ui, const char *query, const char *key)
{
	(void)query;
	screen_open(ui, "case", key);
}

/* … shown by a screen of lists that takes a filter. */
static void to_list(struct ui *ui, const char *screen, const char *key)
{
	g_autofree char *filter = g_strdup_printf("name=\"%s\"", key);
	const struct screen_class *class = screen_find(ui, screen);

	if (class && class->offered && !class->offered(ui))
		ui_say(ui, "%s", _("it belongs to nothing that you may see"));
	else
		screen_open(ui, screen, filter);
}

static const struct jump {
	const char *object, *where;
	void (*go)(struct ui *ui, const char *where, const char *key);
} jumps[] = {
	{ "case", "case", to_case },
	{ "alert", "alerts", to_alert },
	{ "user", "users", to_list },
	{ "setting", "settings", to_list },
	{ "template", "templates", to_list },
	{ "transfer", "transfers", to_its_case },
	{ "escalation", "escalations", to_its_case },
};

static const struct jump *jump_of(const struct record *entry, const char **key)
{
	const char *object = record_by_name(entry, "object");
	const char *colon = object ? strchr(object, ':') : NULL;

	for (size_t i = 0; colon && i < G_N_ELEMENTS(jumps); i++)
		if (strlen(jumps[i].object) == (size_t)(colon - object) &&
		    strncmp(jumps[i].object, object, (size_t)(colon - object)) == 0) {
			*key = colon + 1;
			return &jumps[i];
		}
	return NULL;
}

bool audit_can_jump(const struct record *entry)
{
	const char *key;

	return entry && entry->object == &audit_object && jump_of(entry, &key);
}

void audit_jump(struct ui *ui, const struct record *entry)
{
	const char *key = NULL;
	const struct jump *jump = jump_of(entry, &key);

	jump->go(ui, jump->where, key);
}
