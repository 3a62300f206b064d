#include "ui/screens/detail.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/alert.h"
#include "ui/command.h"
#include "ui/screens/audit_jump.h"

#define LABEL_WIDTH 20
#define RAW_MOST 65536

char *detail_value(const struct ui *ui, const struct record *record, size_t field)
{
	const struct field *row = &record->object->fields[field];

	if (row->type == FIELD_TIME && record_has(record, field))
		return ui_time(ui, record_int(record, field));
	return field_show(row, record_get(record, field));
}

static void add_field(const struct ui *ui, struct pager *pager, const struct record *record, size_t field)
{
	const struct field *row = &record->object->fields[field];
	g_autofree char *text = NULL;

	if (row->flags & FIELD_HIDDEN || !record_has(record, field))
		return;
	text = detail_value(ui, record, field);
	if (row->type == FIELD_LONG) {
		pager_add(pager, PAINT_LABEL, 1, _(row->label));
		pager_add(pager, PAINT_TEXT, 2, text);
	} else {
		pager_add_pair(pager, LABEL_WIDTH, _(row->label), PAINT_TEXT, text);
	}
}

void detail_raw(struct ui *ui, struct pager *pager, const struct record *alert)
{
	g_autofree char *bytes = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;
	size_t len;

	pager_add(pager, PAINT_TITLE, 1, _("As it came in"));
	if (!look_raw(ui->session, alert, &bytes, &len, &error)) {
		pager_add(pager, PAINT_DIM, 1, error->message);
		return;
	}
	text = text_visible(bytes, (gssize)MIN(len, RAW_MOST), TEXT_BLOCK);
	pager_add(pager, PAINT_TEXT, 1, text);
	if (len > RAW_MOST)
		pager_add(pager, PAINT_DIM, 1, _("… and more: `blotter look` has all of it"));
}

/* What one decides by comes first: the preview has few rows. Of all others, the order is the table's. */
static const int alert_first[] = { ALERT_ASSET, ALERT_RULE_NAME, ALERT_RULE_ID, ALERT_ACCOUNT, ALERT_SOURCE };

static bool is_first(const struct record *record, size_t field)
{
	bool first = false;

	for (size_t i = 0; record->object == &alert_object && i < G_N_ELEMENTS(alert_first); i++)
		first |= (size_t)alert_first[i] == field;
	return first;
}

void detail_fields(struct ui *ui, struct pager *pager, const struct record *record)
{
	bool note = object_field(record->object, "text") >= 0;

	/* the text is what one came for */
	if (note) {
		const char *text = record_by_name(record, "text");

		pager_add(pager, PAINT_TEXT, 1, text ? text : "");
		pager_add(pager, PAINT_TEXT, 0, "");
	}
	for (size_t i = 0; record->object == &alert_object && i < G_N_ELEMENTS(alert_first); i++)
		add_field(ui, pager, record, (size_t)alert_first[i]);
	for (size_t i = 0; i < record->object->fields_len; i++)
		if (!is_first(record, i) && (!note || strcmp(record->object->fields[i].name, "text") != 0))
			add_field(ui, pager, record, i);
}

void detail_fill(struct ui *ui, struct pager *pager, const struct record *record)
{
	detail_fields(ui, pager, record);
	if (record->object != &alert_object)
		return;
	pager_add(pager, PAINT_TEXT, 0, "");
	detail_raw(ui, pager, record);
}

/* Nobody was signed in who could have signed it. */
static bool is_late_entry(const struct record *entry)
{
	const char *action = record_by_name(entry, "action"), *result = record_by_name(entry, "result");

	return g_strcmp0(action, "login") == 0 && g_strcmp0(result, "failed") == 0;
}

static void add_named(struct ui *ui, struct pager *pager, const struct record *record, const char *const *names)
{
	for (; *names; names++) {
		size_t field = (size_t)object_field(record->object, *names);
		g_autofree char *text = detail_value(ui, record, field);

		if (*text)
			pager_add_pair(pager, LABEL_WIDTH, _(record->object->fields[field].label), PAINT_TEXT, text);
	}
}

void detail_entry(struct ui *ui, struct pager *pager, const struct record *entry)
{
	static const char *const names[] = {
		"reason", "changes", "object", "result", "roles", "signer", "origin", "case", "time", "actor", "action",
		NULL,
	};

	add_named(ui, pager, entry, names);
	if (is_late_entry(entry))
		pager_add(pager, PAINT_DIM, 1, _("A failed sign-in waits outside the log: who signed in next wrote it, "
			  "with the time at which it failed."));
}

void detail_story(struct ui *ui, struct pager *pager, const struct record *row)
{
	static const char *const names[] = {
		"field", "old", "new", "reason", "object", "result", "entry", "time", "actor", "action", NULL,
	};

	add_named(ui, pager, row, names);
}

/* --- the screen --- */

struct detail { struct pager *pager; char *title; struct record *record; };

static void detail_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct detail *detail = screen->state;

	(void)ui;
	draw_text(canvas, 0, 1, -1, PAINT_TITLE, detail->title);
}

static void detail_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct detail *detail = screen->state;

	(void)ui;
	pager_draw(detail->pager, canvas);
}

static void detail_close(struct ui *ui, struct screen *screen)
{
	struct detail *detail = screen->state;

	(void)ui;
	pager_free(detail->pager);
	g_free(detail->title);
	record_free(detail->record);
	g_free(detail);
}

static void jump(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct detail *detail = screen->state;

	(void)arguments;
	audit_jump(ui, detail->record);
}

static bool can_jump(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct detail *detail = screen->state;

	(void)ui;
	return audit_can_jump(detail->record);
}

static const struct command detail_commands[] = {
	{ "jump", N_("what it is about"), N_("Opens what an entry of the log is about."), jump, can_jump },
	{ NULL },
};

static const struct hint detail_hints[] = {
	{ "jump", N_("what it is about") },
	{ "move-down", N_("down") },
	{ "page-down", N_("page") },
	{ "search", N_("find") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

static const struct screen_class detail_class = {
	.name = "detail",
	.label = N_("Whole record"),
	.help = N_("All of one row, to read."),
	.sections = "detail pager",
	.commands = detail_commands,
	.hints = detail_hints,
	.head = detail_head,
	.draw = detail_draw,
	.close = detail_close,
};

/* What a row is called, by the name of its object. */
static const char *object_title(const struct object *object)
{
	static const struct { const char *object, *title; } titles[] = {
		{ "action", N_("action") }, { "alert", N_("alert") }, { "audit", N_("entry of the log") },
		{ "conflict", N_("conflict") }, { "escalation", N_("escalation") }, { "group", N_("group") },
		{ "member", N_("role held") }, { "note", N_("note") }, { "timeline", N_("story") },
		{ "transfer", N_("transfer") }, { "user", N_("user") }, { "user_factor", N_("second factor") },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		if (strcmp(titles[i].object, object->name) == 0)
			return _(titles[i].title);
	return object->name;
}

void detail_open(struct ui *ui, const struct record *record)
{
	struct detail *detail = g_new0(struct detail, 1);
	g_autofree char *key = record_key(record);
	struct screen *screen;

	detail->pager = pager_new();
	detail->record = record_copy(record);
	detail->title = g_strdup_printf("%s %s", object_title(record->object), key);
	detail_fill(ui, detail->pager, record);
	screen = screen_push(ui, &detail_class, detail);
	screen_part(screen, pager_commands, detail->pager);
}
