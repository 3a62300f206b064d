/* From the odd ways of tools to the stored form of fields. */
#include "src/formats/parsed.h"

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <string.h>

#define TITLE_CHARS 120
#define WHOLE_CHARS 1000 /* what a field of one line holds */
#define DETAIL_CHARS 500
#define PARAGRAPH_CHARS 2000
#define SUMMARY_CHARS 8000
#define NOTES_CHARS 4000	/* of these */

void parsed_clear(struct parsed *parsed)
{
	record_free(parsed->alert);
	g_free(parsed->summary);
	*parsed = (struct parsed){ .cui = false };
}

void fill_begin(struct filling *filling, const struct json *value, const char *format)
{
	filling->value = value;
	filling->alert = record_new(&alert_object);
	filling->summary = g_string_new(NULL);
	filling->notes = g_string_new(NULL);
	record_set(filling->alert, ALERT_FORMAT, format);
	record_set(filling->alert, ALERT_SOURCE, format);
}

static bool is_blank(gunichar c)
{
	return g_unichar_iscntrl(c) || g_unichar_isspace(c);
}

/* Cuts after max - 1 characters and adds an ellipsis; a base keeps its marks or goes with them. */
/* True: it was too long. */
static bool cut(GString *text, unsigned max)
{
	char *end;

	if (g_utf8_strlen(text->str, (gssize)text->len) <= (glong)max)
		return false;
	end = g_utf8_offset_to_pointer(text->str, (glong)max - 1);
	while (end > text->str && g_unichar_ismark(g_utf8_get_char(end)))
		end = g_utf8_prev_char(end);
	g_string_truncate(text, (gsize)(end - text->str));
	g_string_append(text, "…");
	return true;
}

char *line_text(const char *text, unsigned max)
{
	g_autoptr(GString) line = g_string_new(NULL);
	bool pending = false;

	for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (is_blank(c)) {
			pending = line->len > 0;
			continue;
		}
		if (pending)
			g_string_append_c(line, ' ');
		pending = false;
		g_string_append_unichar(line, c);
	}
	cut(line, max);
	return line->len ? g_string_free(g_steal_pointer(&line), FALSE) : NULL;
}

bool is_nothing(const char *text)
{
	static const char *const words[] = { "-", "--", "?", "n/a", "na", "none", "null", "(null)",
		"unknown", "0.0.0.0", "::", NULL };
	g_autofree char *line = line_text(text, PARSED_LINE_MAX);

	for (size_t i = 0; line && words[i]; i++)
		if (g_ascii_strcasecmp(line, words[i]) == 0)
			return true;
	return !line;
}

static unsigned field_max(enum alert_field field)
{
	unsigned max = alert_object.fields[field].max;

	return max ? max : PARSED_LINE_MAX;
}

/* A title of nothing but invisible characters would leave an empty row in a queue. */
static bool shows(const char *line)
{
	for (const char *p = line; p && *p; p = g_utf8_next_char(p))
		if (g_unichar_isgraph(g_utf8_get_char(p)) && !g_unichar_ismark(g_utf8_get_char(p)))
			return true;
	return false;
}

void fill_title(struct filling *filling, const char *title, const char *fallback)
{
	unsigned max = MIN(field_max(ALERT_TITLE), TITLE_CHARS);
	g_autofree char *line = line_text(title, max);

	if (!shows(line)) {
		g_free(line);
		line = line_text(fallback, max);
	}
	record_set(filling->alert, ALERT_TITLE, line);
}

void fill_whole(struct filling *filling, enum alert_field field, const char *text)
{
	unsigned max = alert_object.fields[field].max;
	g_autofree char *line = line_text(text, max ? max : WHOLE_CHARS);

	if (!is_nothing(line) && strcmp(line, text) == 0)
		record_set(filling->alert, field, line);
}

void fill_text(struct filling *filling, enum alert_field field, const char *path)
{
	const char *text = json_text(filling->value, path);

	if (text && !is_nothing(text))
		record_take(filling->alert, field, line_text(text, field_max(field)));
}

void fill_item(struct filling *filling, enum alert_field field, const char *text)
{
	const char *have = record_get(filling->alert, field);
	g_autofree char *line = line_text(text, PARSED_LINE_MAX);
	g_auto(GStrv) items = list_split(have);

	if (is_nothing(line) || g_strv_length(items) >= PARSED_ITEMS_MAX)
		return;
	if (have && alert_object.fields[field].type != FIELD_LIST)
		return; /* one line, and it is taken: the first one named is the one meant */
	record_take(filling->alert, field, list_add(have, line));
}

void fill_list(struct filling *filling, enum alert_field field, const char *path)
{
	const struct json *found = json_at(filling->value, path);

	if (!found || found->kind == JSON_KIND_OBJECT)
		return;
	if (found->kind != JSON_KIND_ARRAY) {
		fill_item(filling, field, json_text(filling->value, path));
		return;
	}
	for (guint i = 0; i < found->items->len && i < PARSED_ITEMS_MAX; i++) {
		const struct json *item = g_ptr_array_index(found->items, i);

		if (item->text)
			fill_item(filling, field, item->text);
	}
}

/* Seconds, milliseconds … since 1970: which one, its digits before the point tell. */
static bool time_from_number(const char *text, int64_t *ms)
{
	size_t digits = strspn(text, "0123456789");
	double fraction = 0;
	gint64 whole;

	if (text[digits] == '.' &&
		text[digits + 1 + strspn(text + digits + 1, "0123456789")] == '\0')
		fraction = g_ascii_strtod(text + digits, NULL);
	else if (text[digits])
		return false;
	whole = g_ascii_strtoll(text, NULL, 10);
	switch (digits) {
	case 9:
	case 10:
		*ms = whole * SECOND_MS + (int64_t)(fraction * 1000 + 0.5);
		return true;
	case 12:
	case 13:
		*ms = whole;
		return true;
	case 15:
	case 16:
		*ms = whole / 1000;
		return true;
	case 19:
		*ms = whole / 1000000;
		return true;
	case 18:
		*ms = (whole - INT64_C(116444736000000000)) / 10000;
		return *ms > 0;
	default:
		return false;
	}
}

bool time_from_tool(const char *text, int64_t *ms, bool *assumed)
{
	*assumed = false;
	return time_from_number(text, ms) || time_parse_assuming(text, ms, assumed);
}

void fill_time(struct filling *filling, const char *path)
{
	const char *text = json_text(filling->value, path);
	g_autofree char *line = line_text(text, 40);
	bool assumed;
	int64_t ms;

	/* 0 and the first of January 1970 are how tools say that they do not know. */
	if (is_nothing(line) || strcmp(line, "0") == 0 || g_str_has_prefix(line, "1970-01-01"))
		return;
	if (!time_from_tool(line, &ms, &assumed)) {
		fill_note(filling, _("The time in the alert, \"%s\", could not be read."), line);
		return;
	}
	record_set_int(filling->alert, ALERT_EVENT_TIME, ms);
	if (assumed)
		fill_note(filling,
			_("The time in the alert, \"%s\", names no zone; it was read as UTC."),
			line);
}

/* "ws-117, fs02": the texts of a list, or the one text that stands there. Caller frees. */
static char *texts_at(const struct json *value, const char *path)
{
	const struct json *found = json_at(value, path);
	g_autoptr(GString) texts = g_string_new(NULL);

	if (!found || found->kind != JSON_KIND_ARRAY)
		return g_strdup(json_text(value, path));
	for (guint i = 0; i < found->items->len && i < PARSED_ITEMS_MAX; i++) {
		const struct json *item = g_ptr_array_index(found->items, i);

		if (item->text)
			g_string_append_printf(texts, "%s%s", texts->len ? ", " : "", item->text);
	}
	return g_string_free(g_steal_pointer(&texts), FALSE);
}

void fill_line(struct filling *filling, const char *label, const char *line)
{
	if (!is_nothing(line))
		g_string_append_printf(filling->summary, "%s: %s\n", label, line);
}

void fill_detail(struct filling *filling, const char *label, const char *path)
{
	g_autofree char *text = texts_at(filling->value, path);
	g_autofree char *line = line_text(text, DETAIL_CHARS);

	fill_line(filling, label, line);
}

void fill_paragraph(struct filling *filling, const char *text)
{
	g_autoptr(GString) copy = g_string_new(text);

	g_strstrip(copy->str);
	copy->len = strlen(copy->str);
	cut(copy, PARAGRAPH_CHARS);
	if (copy->len)
		g_string_append_printf(filling->summary, "%s\n", copy->str);
}

void fill_note(struct filling *filling, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(filling->notes, format, args);
	va_end(args);
	g_string_append_c(filling->notes, '\n');
}

void fill_end(struct filling *filling, struct parsed *out)
{
	unsigned room;

	cut(filling->notes, NOTES_CHARS);
	room = SUMMARY_CHARS - (unsigned)g_utf8_strlen(filling->notes->str, -1);
	if (cut(filling->summary, room))
		g_string_append_c(filling->summary, '\n');
	g_string_append(filling->summary, filling->notes->str);
	g_string_free(filling->notes, TRUE);
	g_strchomp(filling->summary->str);
	*out = (struct parsed){
		.alert = g_steal_pointer(&filling->alert),
		.summary = g_string_free(g_steal_pointer(&filling->summary), FALSE),
	};
}
