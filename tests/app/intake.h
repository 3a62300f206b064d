/* What the tests of alerts share: a house in which a service takes them in. */
#ifndef TESTS_APP_INTAKE_H
#define TESTS_APP_INTAKE_H

#include "src/app/intake.h"
#include "tests/house.h"

#include <string.h>

/* hal works the alerts that ing, a service, takes in; aud reads the log. */
struct cast { struct house *house; struct session *ing, *hal; GString *bad; };

static inline void cast_begin(struct cast *cast)
{
	struct house *house = house_reads_alerts(house_new());

	*cast = (struct cast){ house, house_sign_in(house, "ing"), house_sign_in(house, "hal"),
			       g_string_new(NULL) };
}

static inline void cast_end(struct cast *cast)
{
	session_close(cast->ing);
	session_close(cast->hal);
	house_free(cast->house);
	g_string_free(cast->bad, TRUE);
}

static inline void note_bad(const char *file, unsigned line, const char *why, void *data)
{
	g_string_append_printf(data, "%s:%u: %s\n", file, line, why);
}

#define ONE_WAITS "1 taken, 0 again, 0 cases, 0 bad"
#define ONE_CASE "1 taken, 0 again, 1 cases, 0 bad"
#define ONE_AGAIN "0 taken, 1 again, 0 cases, 0 bad"
static inline void take_in(struct cast *cast, const char *text, const char *expected)
{
	struct intake_count count = { 0 };
	g_autofree char *got = NULL;

	g_string_truncate(cast->bad, 0);
	GOOD(intake_bytes(cast->ing, text, strlen(text), "t.json", NULL, &count, note_bad,
			  cast->bad, &error));
	got = g_strdup_printf("%u taken, %u again, %u cases, %u bad", count.taken, count.again,
			      count.cases, count.bad);
	g_assert_cmpstr(got, ==, expected);
}

/* A generic alert with this key and severity; more: further members, each behind a comma. */
static inline const char *alert(const char *key, const char *severity, const char *more)
{
	g_autofree char *text = g_strdup_printf("{\"source\": \"edr\", \"title\": \"Beacon\", "
		"\"correlation_id\": \"%s\", \"severity\": \"%s\"%s}\n", key, severity, more);

	return g_intern_string(text);
}

/* The only alert that fits the filter. End with record_free. */
static inline struct record *one(struct session *session, const char *filter)
{
	g_autoptr(GPtrArray) rows = house_look(session, "alerts", NULL, filter);

	g_assert_cmpuint(rows->len, ==, 1);
	return record_copy(rows->pdata[0]);
}

/* A field of the alert with this key, as stored; interned. */
static inline const char *field_of(struct session *session, const char *key, const char *field)
{
	g_autofree char *filter = g_strdup_printf("key=%s", key);
	CLEANUP(record_free) struct record *row = one(session, filter);

	return g_intern_string(record_by_name(row, field));
}

static inline int64_t number_of(struct session *session, const char *key, const char *field)
{
	return g_ascii_strtoll(field_of(session, key, field), NULL, 10);
}

static inline int64_t pk_of(struct session *session, const char *key)
{
	g_autofree char *filter = g_strdup_printf("key=%s", key);
	CLEANUP(record_free) struct record *row = one(session, filter);

	return row->pk;
}

/* state, and the case it belongs to: NULL for none. */
static inline void expect_alert(const struct cast *cast, const char *key, const char *state,
				const char *id)
{
	g_assert_cmpstr(field_of(cast->hal, key, "state"), ==, state);
	g_assert_cmpstr(field_of(cast->hal, key, "case"), ==, id);
}

static inline void expect_case(const struct cast *cast, const char *id, const char *field,
			       const char *value)
{
	g_assert_cmpstr(house_field(cast->hal, id, field), ==, value);
}

static inline const char *iso(int64_t ms)
{
	g_autofree char *text = time_iso(ms);

	return g_intern_string(text);
}

#endif
