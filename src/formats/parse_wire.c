#include "src/formats/parse_wire.h"

#include <string.h>

#include "src/base/clock.h"

/* What a format fills in, in this order: everything else of an alert is not its to say. */
static const enum alert_field fields[] = { ALERT_FORMAT, ALERT_SOURCE, ALERT_KEY, ALERT_TITLE, ALERT_SEVERITY,
	ALERT_EVENT_TIME, ALERT_ASSET, ALERT_ACCOUNT, ALERT_RULE_ID, ALERT_RULE_NAME, ALERT_TECHNIQUES, ALERT_LINK };

struct reading { const char *at, *end; bool good; };

void wire_answer_clear(struct wire_answer *answer)
{
	parsed_clear(&answer->parsed);
	g_free(answer->problem);
	*answer = (struct wire_answer){ 0 };
}

static void put_number(GByteArray *out, uint32_t number)
{
	g_byte_array_append(out, (const guint8 *)&number, sizeof(number));
}

/* NULL is the empty text: no field is stored empty. */
static void put_text(GByteArray *out, const char *text)
{
	uint32_t len = text ? (uint32_t)strlen(text) : 0;

	put_number(out, len);
	if (len)
		g_byte_array_append(out, (const guint8 *)text, len);
}

GByteArray *wire_write(const struct wire_answer *answer)
{
	GByteArray *out = g_byte_array_new();
	uint32_t len;

	put_number(out, 0);
	put_number(out, answer->kind);
	put_number(out, answer->at);
	put_number(out, answer->len);
	put_number(out, answer->line);
	if (answer->kind == WIRE_BAD)
		put_text(out, answer->problem);
	if (answer->kind == WIRE_ALERT) {
		put_number(out, answer->parsed.cui);
		put_text(out, answer->parsed.summary);
		for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
			put_text(out, record_get(answer->parsed.alert, fields[i]));
	}
	len = out->len - (uint32_t)sizeof(len);
	memcpy(out->data, &len, sizeof(len));
	return out;
}

static uint32_t get_number(struct reading *reading)
{
	uint32_t number = 0;

	if (!reading->good || reading->end - reading->at < (ptrdiff_t)sizeof(number)) {
		reading->good = false;
		return 0;
	}
	memcpy(&number, reading->at, sizeof(number));
	reading->at += sizeof(number);
	return number;
}

/* NULL when empty. Caller frees. */
static char *get_text(struct reading *reading)
{
	uint32_t len = get_number(reading);
	const char *text = reading->at;

	if (len == 0)
		return NULL;
	if (len > PARSED_TEXT_MAX || reading->end - text < (ptrdiff_t)len || !g_utf8_validate(text, len, NULL)) {
		reading->good = false;
		return NULL;
	}
	reading->at += len;
	return g_strndup(text, len);
}

static bool one_line(const char *text)
{
	for (const char *p = text; p && *p; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			return false;
	return true;
}

static bool fits(enum alert_field which, const char *value, const struct format *table)
{
	const struct field *field = &alert_object.fields[which];
	gint64 time;

	if (which == ALERT_FORMAT)
		return value && format_find(table, value);
	if (which == ALERT_TITLE || which == ALERT_SOURCE || which == ALERT_SEVERITY)
		if (!value)
			return false;
	if (!value)
		return true;
	if (field->type == FIELD_CHOICE)
		return field_choice_find(field, value) && g_str_equal(field_choice_find(field, value)->name, value);
	if (field->type == FIELD_TIME)
		return g_ascii_string_to_signed(value, 10, 0, TIME_LAST_MS, &time, NULL);
	if (field->type == FIELD_LIST)
		return !strpbrk(value, "\r\t\033");
	return one_line(value);
}

static void get_alert(struct reading *reading, const struct format *table, struct parsed *parsed)
{
	uint32_t cui = get_number(reading);

	parsed->alert = record_new(&alert_object);
	parsed->summary = get_text(reading);
	parsed->cui = cui == 1;
	reading->good &= cui <= 1;
	if (!parsed->summary)
		parsed->summary = g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *value = get_text(reading);

		reading->good = reading->good && fits(fields[i], value, table);
		record_set(parsed->alert, fields[i], value);
	}
	if (parsed->cui)
		record_set(parsed->alert, ALERT_CUI, "1");
}

bool wire_read(const char *bytes, size_t len, const struct format *table, struct wire_answer *answer)
{
	struct reading reading = { bytes, bytes + len, true };

	*answer = (struct wire_answer){ .kind = get_number(&reading) };
	answer->at = get_number(&reading);
	answer->len = get_number(&reading);
	answer->line = get_number(&reading);
	if (answer->kind == WIRE_ALERT)
		get_alert(&reading, table, &answer->parsed);
	else if (answer->kind == WIRE_BAD)
		reading.good = (answer->problem = get_text(&reading)) && one_line(answer->problem);
	else if (answer->kind != WIRE_END)
		reading.good = false;
	if (reading.good && reading.at == reading.end)
		return true;
	wire_answer_clear(answer);
	return false;
}
