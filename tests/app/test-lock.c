/* The lock and the drafts, below the screens: what waits, what brings it back, and whose it is. */
#include <string.h>

#include "db/drafts.h"
#include "db/sql.h"
#include "src/app/draft.h"
#include "src/app/session_internal.h"
#include "src/app/session_lock.h"
#include "tests/house.h"

static struct session *sit_down(struct house *house, const char *name)
{
	struct session *session;

	house->host.via = "tui";
	session = house_sign_in(house, name);
	house->host.via = "cli";
	return session;
}

static struct session *unlock(struct locked *locked, const char *password, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(password);

	return session_unlock(locked, typed, error);
}

static const char *state_of(struct session *session, const char *field)
{
	struct look ask = { .query = "sessions" };
	g_autoptr(GPtrArray) rows = look(session, &ask, NULL);

	g_assert_cmpuint(rows->len, >, 0);
	return g_intern_string(record_by_name(rows->pdata[0], field));
}

static void the_password_brings_the_same_session_back(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	struct session *hal = sit_down(house, "hal");
	struct locked *locked = session_lock(hal);
	g_autoptr(GError) error = NULL;

	g_assert_cmpstr(state_of(ada, "state"), ==, "locked");
	g_assert_cmpstr(locked_user(locked), ==, "hal");
	hal = unlock(locked, HOUSE_PASSWORD, &error);
	g_assert_no_error(error);
	locked_free(locked, WHY_LEFT);
	g_assert_cmpstr(state_of(ada, "state"), ==, "open");
	g_assert_cmpint(house_entries(house, "lock", "done"), ==, 1);
	g_assert_cmpint(house_entries(house, "unlock", "done"), ==, 1);
	house_case(hal, "SEV4");
	session_close(hal);
	g_assert_cmpstr(state_of(ada, "why"), ==, "left");
}

static void a_wrong_password_counts_like_a_failed_sign_in(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct locked *locked = session_lock(sit_down(house, "hal"));
	g_autoptr(GError) error = NULL;

	g_assert_null(unlock(locked, "mossy kettle", &error));
	g_assert_true(err_is(error, ERR_LOGIN));
	locked_free(locked, WHY_LEFT);
	session_close(house_sign_in(house, "aud"));
	g_assert_cmpint(house_entries(house, "login", "failed"), ==, 1);
}

static void who_leaves_a_locked_session_is_noticed(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct locked *locked = session_lock(sit_down(house, "hal"));
	CLEANUP(session_close) struct session *ada = NULL;

	locked_free(locked, WHY_LEFT);
	ada = house_sign_in(house, "ada");
	g_assert_cmpstr(state_of(ada, "why"), ==, "left");
}

static void a_locked_session_ends_from_elsewhere_and_by_its_time(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	struct locked *locked = session_lock(sit_down(house, "hal")), *other = session_lock(sit_down(house, "hua"));
	g_autoptr(GError) error = NULL;

	g_assert_true(locked_tick(locked, &error));
	house_act(ada, "session-end 1");
	g_assert_false(locked_tick(locked, &error));
	seam_check_error(error, ERR_LOGIN, "ended from elsewhere");
	g_clear_error(&error);
	g_assert_null(unlock(locked, HOUSE_PASSWORD, &error));
	seam_check_error(error, ERR_LOGIN, "ended from elsewhere");
	g_clear_error(&error);
	g_assert_true(locked_tick(other, &error));
	house_wait(house, 12 * HOUR_MS);
	g_assert_false(locked_tick(other, &error));
	seam_check_error(error, ERR_LOGIN, "lasted as long");
	locked_free(locked, WHY_LEFT);
	locked_free(other, WHY_LIMIT);
	session_close(house_sign_in(house, "hua"));
	g_assert_cmpstr(state_of(ada, "why"), ==, "limit");
}

static void who_is_disabled_cannot_unlock(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	struct locked *locked = session_lock(sit_down(house, "hal"));
	g_autoptr(GError) error = NULL;

	house_act(ada, "user-disable hal");
	g_assert_false(locked_tick(locked, NULL));
	g_assert_null(unlock(locked, HOUSE_PASSWORD, &error));
	seam_check_error(error, ERR_LOGIN, "disabled");
	g_assert_cmpint(house_entries(house, "unlock", "denied"), ==, 1);
	locked_free(locked, WHY_LEFT);
}

/* --- drafts --- */

static void keep(struct session *session, const char *place, const char *text)
{
	struct request typed;
	g_autoptr(GError) error = NULL;

	request_init(&typed, NULL, "text");
	request_set(&typed, "text", text);
	draft_keep(session, place, &typed, &error);
	g_assert_no_error(error);
	request_clear(&typed);
}

static void a_draft_is_its_author_s_alone_and_is_forgotten(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");
	g_autoptr(GPtrArray) own = NULL, others = NULL, later = NULL;
	int64_t entries = house_verify(house);
	const struct draft_shown *draft;

	keep(hal, "note-add INC-2026-0001", "first\n\"words\"");
	keep(hal, "note-add INC-2026-0001", "more\n\"words\"");
	keep(hal, "new", "another");
	own = draft_own(hal, NULL);
	others = draft_own(hua, NULL);
	g_assert_cmpuint(own->len, ==, 2);
	g_assert_cmpuint(others->len, ==, 0);
	draft = own->pdata[0];
	g_assert_cmpstr(draft->place, ==, "note-add INC-2026-0001");
	g_assert_cmpstr(draft->typed.target, ==, "text");
	g_assert_cmpstr(g_array_index(draft->typed.sets, struct set, 0).value, ==, "more\n\"words\"");
	g_assert_true(draft_drop(hal, "note-add INC-2026-0001", NULL));
	later = draft_own(hal, "note-add INC-2026-0001");
	g_assert_cmpuint(later->len, ==, 0);
	/* no entry, but the sign-in and the leaving of whoever verifies */
	g_assert_cmpint(house_verify(house), ==, entries + 3);
}

static void check_unsealed(struct session *session, const char *place, GBytes *sealed, const char *text)
{
	struct draft_shown *draft = draft_unseal(session, place, 7, sealed);

	g_assert_cmpstr(draft ? g_array_index(draft->typed.sets, struct set, 0).value : NULL, ==, text);
	draft_shown_free(draft);
}

static void what_is_sealed_is_opened_by_its_author_s_password_alone(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");
	struct session *hal = sit_down(house, "hal");
	g_autoptr(GBytes) sealed = NULL, changed = NULL;
	struct request typed;
	struct locked *locked;
	uint8_t *bytes;
	size_t len;

	request_init(&typed, NULL, "text");
	request_set(&typed, "text", "61 drawings");
	sealed = draft_seal(hal, "new", &typed);
	request_clear(&typed);
	locked = session_lock(hal);
	check_unsealed(hua, "new", sealed, NULL);
	hal = unlock(locked, HOUSE_PASSWORD, NULL);
	bytes = g_memdup2(g_bytes_get_data(sealed, &len), g_bytes_get_size(sealed));
	g_assert_null(g_strstr_len((const char *)bytes, (gssize)len, "drawings"));
	bytes[len - 1] ^= 1;
	changed = g_bytes_new_take(bytes, len);
	check_unsealed(hal, "new", changed, NULL);
	check_unsealed(hal, "note-add INC-2026-0001", sealed, NULL);
	check_unsealed(hal, "new", sealed, "61 drawings");
	locked_free(locked, WHY_LEFT);
	session_close(hal);
}

static void who_was_thrown_out_keeps_no_draft(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	struct request typed;
	g_autoptr(GError) error = NULL;

	house_act(ada, "session-end 1");
	request_init(&typed, NULL, NULL);
	g_assert_false(draft_keep(hal, "new", &typed, &error));
	g_assert_true(err_is(error, ERR_LOGIN));
	request_clear(&typed);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/lock/" #name, name)
	TEST(the_password_brings_the_same_session_back);
	TEST(a_wrong_password_counts_like_a_failed_sign_in);
	TEST(who_leaves_a_locked_session_is_noticed);
	TEST(a_locked_session_ends_from_elsewhere_and_by_its_time);
	TEST(who_is_disabled_cannot_unlock);
	TEST(a_draft_is_its_author_s_alone_and_is_forgotten);
	TEST(what_is_sealed_is_opened_by_its_author_s_password_alone);
	TEST(who_was_thrown_out_keeps_no_draft);
	return g_test_run();
}
