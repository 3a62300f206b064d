/* The generic JSON (reference: formats.md 2). Only title or rule_id must be there; what is of the
 * wrong kind is refused by name, what is merely not understood is taken in and said so: an alert
 * must not be lost because a word in it is new. */
#include "src/formats/generic.h"

#include "src/base/i18n.h"
#include <string.h>

static const char *const text_keys[] = { "title", "description", "correlation_id", "source",
	"severity", "severity_scale", "rule_id", "rule_name", "raw_event_link", "event_time",
	"time", "src_ip", "dst_ip" };

static const struct {
	const char *word, *severity;
} words[] = {
	{ "critical", "critical" },
	{ "fatal", "critical" },
	{ "very-high", "critical" },
	{ "high", "high" },
	{ "medium", "medium" },
	{ "moderate", "medium" },
	{ "low", "low" },
	{ "info", "info" },
	{ "informational", "info" },
	{ "information", "info" },
	{ "none", "info" },
};

bool generic_detect(const struct json *value)
{
	return json_text(value, "title") || json_text(value, "rule_id");
}

static bool kinds_fit(const struct json *value, char **problem)
{
	if (value->kind != JSON_KIND_OBJECT) {
		*problem = g_strdup(_("it is no JSON object"));
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(text_keys); i++) {
		const struct json *found = json_at(value, text_keys[i]);

		if (found && (found->kind == JSON_KIND_ARRAY || found->kind == JSON_KIND_OBJECT ||
				     found->kind == JSON_KIND_BOOL)) {
			*problem = g_strdup_printf(_("%s must be text or a number"), text_keys[i]);
			return false;
		}
	}
	if (is_nothing(json_text(value, "title")) && is_nothing(json_text(value, "rule_id"))) {
		*problem = g_strdup(_("title or rule_id is needed"));
		return false;
	}
	return true;
}

static const char *severity_of_number(double tenths)
{
	if (tenths >= 9)
		return "critical";
	if (tenths >= 7)
		return "high";
	if (tenths >= 4)
		return "medium";
	return tenths > 0 ? "low" : "info";
}

/* 10 or 100; "0-100" is understood too. 0: neither. */
static double scale_of(const struct json *value, double number)
{
	const char *scale = json_text(value, "severity_scale");

	if (!scale)
		return number > 10 ? 100 : 10;
	if (strcmp(scale, "100") == 0 || g_str_has_suffix(scale, "-100"))
		return 100;
	return strcmp(scale, "10") == 0 || g_str_has_suffix(scale, "-10") ? 10 : 0;
}

static const char *severity_of(const struct json *value, const char *text)
{
	double number, scale;
	char *end;

	/* strtod also reads "0x8", "nan" and "inf" */
	number = g_ascii_strtod(text, &end);
	if (!*end && !text[strspn(text, "+-.0123456789eE")]) {
		scale = scale_of(value, number);
		return scale > 0 && number >= 0 && number <= scale
			       ? severity_of_number(number * 10 / scale)
			       : NULL;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strcasecmp(text, words[i].word) == 0)
			return words[i].severity;
	return NULL;
}

static void set_severity(struct filling *filling)
{
	g_autofree char *text = line_text(json_text(filling->value, "severity"), 40);
	const char *severity = text ? severity_of(filling->value, text) : NULL;

	if (!text)
		fill_note(filling, _("The alert names no severity; it was taken as medium."));
	else if (!severity)
		fill_note(filling, _("The severity \"%s\" is not known; it was taken as medium."),
			text);
	record_set(filling->alert, ALERT_SEVERITY, severity ? severity : "medium");
}

/* "unknown" and anything odd leave the question to people; only a clear yes raises. */
static bool says_cui(const struct json *value)
{
	const char *text = json_text(value, "cui");
	const struct json *categories = json_at(value, "cui_categories");

	if (text && (g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "yes") == 0))
		return true;
	if (!categories)
		return false;
	return categories->kind == JSON_KIND_ARRAY ? categories->items->len > 0
						   : !is_nothing(categories->text);
}

/* Calls take for each element of a list, or for a value that stands alone. */
static void each(const struct json *list, void (*take)(struct filling *, const struct json *),
	struct filling *filling)
{
	if (!list)
		return;
	if (list->kind != JSON_KIND_ARRAY) {
		take(filling, list);
		return;
	}
	for (guint i = 0; i < list->items->len && i < 100; i++)
		take(filling, g_ptr_array_index(list->items, i));
}

static void take_attack(struct filling *filling, const struct json *item)
{
	fill_item(filling, ALERT_TECHNIQUES,
		item->kind == JSON_KIND_STRING ? item->text : json_text(item, "technique"));
}

static void take_ioc(struct filling *filling, const struct json *item)
{
	const char *type = json_text(item, "type");
	g_autofree char *kind = line_text(type ? type : _("indicator"), 40);
	g_autofree char *text = line_text(item->text ? item->text : json_text(item, "value"), 500);

	if (kind)
		fill_line(filling, kind, text);
}

static void take_category(struct filling *filling, const struct json *item)
{
	g_autofree char *text = line_text(item->text, 80);

	if (text)
		fill_note(filling, _("CUI category: %s"), text);
}

static void set_summary(struct filling *filling, bool cui)
{
	const char *description = json_text(filling->value, "description");

	fill_paragraph(filling, description ? description : json_text(filling->value, "title"));
	fill_detail(filling, _("Rule"), "rule_name");
	fill_detail(filling, _("Asset"), "asset_id");
	fill_detail(filling, _("Account"), "user");
	fill_detail(filling, _("Source address"), "src_ip");
	fill_detail(filling, _("Destination address"), "dst_ip");
	each(json_at(filling->value, "iocs"), take_ioc, filling);
	if (cui)
		fill_note(filling, _("The alert says that CUI is involved."));
	each(json_at(filling->value, "cui_categories"), take_category, filling);
}

bool generic_parse(const struct json *value, struct parsed *out, char **problem)
{
	const char *rule = json_text(value, "rule_name");
	bool cui = says_cui(value);
	g_autofree char *fallback = NULL;
	struct filling filling;

	if (!kinds_fit(value, problem))
		return false;
	fill_begin(&filling, value, "json");
	fill_text(&filling, ALERT_SOURCE, "source");
	if (is_nothing(rule))
		rule = json_text(value, "rule_id");
	if (cui)
		record_set(filling.alert, ALERT_CUI, "1");
	fallback = g_strdup_printf(_("Rule %s"), rule ? rule : "?");
	fill_title(&filling, json_text(value, "title"), fallback);
	set_summary(&filling, cui);
	set_severity(&filling);
	fill_whole(&filling, ALERT_KEY, json_text(value, "correlation_id"));
	fill_time(&filling, is_nothing(json_text(value, "event_time")) ? "time" : "event_time");
	fill_list(&filling, ALERT_ASSET, "asset_id");
	fill_list(&filling, ALERT_ACCOUNT, "user");
	fill_text(&filling, ALERT_RULE_ID, "rule_id");
	fill_text(&filling, ALERT_RULE_NAME, "rule_name");
	fill_whole(&filling, ALERT_LINK, json_text(value, "raw_event_link"));
	each(json_at(value, "attack"), take_attack, &filling);
	fill_end(&filling, out);
	out->cui = cui;
	return true;
}
