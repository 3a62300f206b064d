#include "tests/hostile.h"

#include <string.h>

#include "src/app/intake.h"
#include "src/rules/case.h"
#include "src/rules/view.h"
#include "tests/payloads.h"

#define TEXT_MAX 200		/* characters; some texts of one line take no more */

unsigned hostile_joined(void)
{
	return g_test_slow() ? 1 : HOSTILE_JOINED;
}

/* Those from number i on, for a text of one line or of many. */
static char *joined(const GPtrArray *payloads, guint i, const struct field *field)
{
	bool lines = !field || field->type == FIELD_LONG;
	glong max = field && field->max ? (glong)field->max : lines ? 100000 : TEXT_MAX;
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned n = 0; n < hostile_joined(); n++) {
		g_autofree char *one = g_strdup(payloads->pdata[(i + n) % payloads->len]);

		if (!lines)
			g_strdelimit(one, "\r\n", ' ');
		if (g_utf8_strlen(text->str, -1) + g_utf8_strlen(one, -1) + 2 > max)
			break;
		g_string_append_printf(text, "%s%s", text->len ? " " : "", one);
	}
	/* what is nothing but blanks is no text */
	return g_string_free(g_string_append(g_steal_pointer(&text), "."), FALSE);
}

static void put(struct request *request, const char *name, char *text)
{
	request_set(request, name, text);
	g_free(text);
}

/* Done, or the test fails. */
static void send(struct session *session, struct request *request)
{
	struct outcome outcome = { 0 };

	GOOD(act(session, request, &outcome, &error));
	outcome_clear(&outcome);
	request_clear(request);
}

static void edit_case(struct session *session, const GPtrArray *payloads, guint i, const char *id)
{
	struct request request;

	request_init(&request, "case-edit", id);
	for (size_t f = 0; f < case_object.fields_len; f++) {
		const struct field *field = &case_object.fields[f];

		if ((field->type == FIELD_TEXT || field->type == FIELD_LONG || field->type == FIELD_LIST) &&
		    field->section && !(field->flags & (FIELD_SYSTEM | FIELD_ACTION_ONLY)))
			put(&request, field->name, joined(payloads, i, field));
	}
	send(session, &request);
}

static void tell_about(struct session *session, const GPtrArray *payloads, guint i, const char *id)
{
	static const struct { const char *action, *names[3]; } acts[] = {
		{ "note-add", { "text" } },
		{ "action-add", { "text", "target", "result" } },
		{ "case-escalate", { "level", "reason" } },
		{ "case-transfer", { "summary" } },
	};
	static const struct field one_line = { .type = FIELD_TEXT };
	struct request request;

	for (size_t a = 0; a < G_N_ELEMENTS(acts); a++) {
		request_init(&request, acts[a].action, id);
		for (size_t n = 0; n < G_N_ELEMENTS(acts[a].names) && acts[a].names[n]; n++)
			put(&request, acts[a].names[n], joined(payloads, i, &one_line));
		if (a == 1)
			request_set(&request, "phase", "triage");
		if (a == 2)
			request_set(&request, "kind", "hierarchical");
		if (a == 2)
			request_set(&request, "to", "lee");
		if (a == 3)
			request_set(&request, "to", "forensics");
		if (a == 3)
			request_set(&request, "reason", "skill");
		send(session, &request);
	}
}

static const char *fill_case(struct session *session, const GPtrArray *payloads, guint i)
{
	const char *id = house_case(session, i % 3 ? "SEV3" : "SEV1");

	house_act(session, "case-take %s", id);
	edit_case(session, payloads, i, id);
	tell_about(session, payloads, i, id);
	return id;
}

static void fill_people(struct house *house, const GPtrArray *payloads)
{
	static const char *const users[] = { "hal", "hua", "rio", "rex", "fin", "fay", "gus", "cal", "rec", "nix" };
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");

	for (size_t i = 0; i < G_N_ELEMENTS(users); i++) {
		static const struct field name = { .type = FIELD_TEXT, .max = 120 };
		struct request request;

		request_init(&request, "user-edit", users[i]);
		put(&request, "full_name", joined(payloads, (guint)i * payloads->len / G_N_ELEMENTS(users), &name));
		send(ada, &request);
	}
}

#define SOME 8		/* of groups, templates and views; each with what comes an eighth later */

static guint some(const GPtrArray *payloads, guint i)
{
	return i * payloads->len / SOME;
}

static void fill_groups(struct house *house, const GPtrArray *payloads)
{
	static const struct field label = { .type = FIELD_TEXT, .max = 60 };
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");

	for (guint i = 0; i < SOME; i++) {
		g_autofree char *name = g_strdup_printf("group-%u", i);
		struct request request;

		request_init(&request, "group-create", NULL);
		request_set(&request, "name", name);
		put(&request, "label", joined(payloads, some(payloads, i), &label));
		send(ada, &request);
	}
}

static void fill_templates(struct session *lee, const GPtrArray *payloads, const char *id)
{
	static const struct field title = { .type = FIELD_TEXT, .max = 120 };

	for (guint i = 0; i < SOME; i++) {
		g_autofree char *name = g_strdup_printf("t-%u", i);
		struct request request;

		request_init(&request, "template-save", id);
		request_set(&request, "name", name);
		put(&request, "title", joined(payloads, some(payloads, i), &title));
		put(&request, "summary", joined(payloads, some(payloads, i), NULL));
		put(&request, "needs", joined(payloads, some(payloads, i) + 5, NULL));
		send(lee, &request);
	}
}

static void fill_views(struct session *lee, const GPtrArray *payloads)
{
	static const struct field name = { .type = FIELD_TEXT, .max = VIEW_NAME_MAX };

	for (guint i = 0; i < SOME; i++) {
		struct request request;
		char *text = joined(payloads, some(payloads, i), &name);

		request_init(&request, "view-save", NULL);
		put(&request, "name", g_strdelimit(text, "\"=", ' '));
		request_set(&request, "filter", "severity<=SEV5");
		send(lee, &request);
	}
}

void hostile_settings(struct house *house, const GPtrArray *payloads, guint i)
{
	static const char *const names[] = { "organisation", "marking", "notice" };
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");

	for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
		static const struct field line = { .type = FIELD_TEXT, .max = 120 };
		static const struct field lines = { .type = FIELD_LONG, .max = 4000 };
		struct request request;

		request_init(&request, "setting-set", NULL);
		request_set(&request, "name", names[n]);
		put(&request, "value", joined(payloads, i, n == 2 ? &lines : &line));
		send(sam, &request);
	}
}

void hostile_bytes(struct house *house, void (*told)(const char *file, unsigned line, const char *why, void *data),
		   void *data)
{
	CLEANUP(session_close) struct session *ing = house_sign_in(house, "ing");
	g_autoptr(GString) lines = g_string_new(NULL);
	struct intake_count count = { 0 };

	for (size_t i = 0; payloads_broken[i]; i++)
		g_string_append_printf(lines, "{\"correlation_id\":\"b-%zu\",\"severity\":\"low\",\"title\":\"a%sz\","
				       "\"%s\":\"%s\"}\n%s\n<13>Nov 20 02:00:00 host %s: %s\n", i, payloads_broken[i],
				       payloads_broken[i], payloads_broken[i], payloads_broken[i], payloads_broken[i],
				       payloads_broken[i]);
	GOOD(intake_bytes(ing, lines->str, lines->len, "bytes.json", NULL, &count, told, data, &error));
	g_assert_cmpint(count.bad, >, 0);
}

static void add_json(GString *out, const char *name, const char *text)
{
	g_string_append_printf(out, ",\"%s\":\"", name);
	for (const char *p = text; *p; p++) {
		if ((unsigned char)*p < 0x20)
			g_string_append_printf(out, "\\u%04x", *p);
		else if (*p == '"' || *p == '\\')
			g_string_append_printf(out, "\\%c", *p);
		else
			g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void fill_alerts(struct house *house, const GPtrArray *payloads)
{
	static const char *const names[] = { "title", "description", "source", "asset_id", "user", "rule_id" };
	CLEANUP(session_close) struct session *ing = house_sign_in(house, "ing");
	g_autoptr(GString) lines = g_string_new(NULL);
	struct intake_count count = { 0 };

	for (guint i = 0; i < payloads->len; i += hostile_joined()) {
		g_string_append_printf(lines, "{\"correlation_id\":\"h-%u\",\"severity\":\"medium\","
				       "\"event_time\":\"2026-11-20T02:00:00Z\"", i);
		for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
			static const struct field one_line = { .type = FIELD_TEXT };
			g_autofree char *text = joined(payloads, i, n == 1 ? NULL : &one_line);

			add_json(lines, names[n], text);
		}
		g_string_append(lines, "}\n");
	}
	GOOD(intake_bytes(ing, lines->str, lines->len, "hostile.json", NULL, &count, NULL, NULL, &error));
	g_assert_cmpint(count.bad, ==, 0);
}

GPtrArray *hostile_fill(struct house *house, const GPtrArray *payloads)
{
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
	GPtrArray *ids = g_ptr_array_new();

	for (guint i = 0; i < payloads->len; i += hostile_joined())
		g_ptr_array_add(ids, (gpointer)fill_case(hal, payloads, i));
	g_ptr_array_add(ids, NULL);
	fill_people(house, payloads);
	fill_groups(house, payloads);
	fill_templates(lee, payloads, ids->pdata[0]);
	fill_views(lee, payloads);
	fill_alerts(house, payloads);
	return ids;
}
