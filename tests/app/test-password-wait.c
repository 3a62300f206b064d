/* Choosing a new password: whoever is at it keeps nobody else from writing. */
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/password.h"
#include "src/base/file.h"
#include "tests/house.h"

#define NEW_PASSWORD "gravel lantern beside 12 quiet otters"
#define TURNS 4		/* of seam_kdf_policy */

static bool change(struct session *session, const char *from, const char *to, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new_from(from);
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new_from(to);

	return password_change(session, present, wanted, error);
}

static void the_new_password_opens_and_the_old_one_no_more(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal"), *again = NULL;
	g_autoptr(GError) why = NULL;

	REFUSED(change(hal, NEW_PASSWORD, NEW_PASSWORD " too", &error), ERR_LOGIN, "wrong");
	house_wait(house, MINUTE_MS);
	GOOD(change(hal, HOUSE_PASSWORD, NEW_PASSWORD, &error));
	REFUSED(house_sign_in_with(house, "hal", HOUSE_PASSWORD, &error), ERR_LOGIN, "wrong");
	again = house_sign_in_with(house, "hal", NEW_PASSWORD, &why);
	g_assert_no_error(why);
	/* the account, and the marks of both passwords */
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 3);
	g_assert_cmpint(house_entries(house, "user-password", "failed"), ==, 1);
}

/* As when many sign in at once. The descriptors, to be closed. */
static void take_all_turns(const struct house *house, int turns[TURNS])
{
	for (int i = 0; i < TURNS; i++) {
		g_autofree char *path = g_strdup_printf("%s/kdf-%d", house->seam.store_dir, i);

		GOOD((turns[i] = file_lock(path, true, 0, &error)) >= 0);
	}
}

static void change_for_good(struct house *house, struct session *hal)
{
	house_wait(house, MINUTE_MS);
	GOOD(change(hal, HOUSE_PASSWORD, NEW_PASSWORD, &error));
}

static void change_too_late(struct house *house, struct session *hal)
{
	house_wait(house, MINUTE_MS);
	REFUSED(change(hal, HOUSE_PASSWORD, NEW_PASSWORD, &error), ERR_LOGIN, "this account was reset");
}

static void make_an_account(struct house *house, struct session *ada)
{
	(void)house;
	house_act(ada, "user-create name=zoe full_name=\"Zoe Zander\"");
}

static void reset_an_account(struct house *house, struct session *ada)
{
	(void)house;
	house_act(ada, "user-reset gus");
}

typedef void work_fn(struct house *house, struct session *session);

struct elsewhere { pid_t child; int go, begun; };

/* In another process. Who works is signed in there when this is over, and waits for begin_elsewhere(). */
static struct elsewhere elsewhere(struct house *house, const char *who, work_fn *work)
{
	int signed_in[2], begin[2], begun[2];
	pid_t child;
	char byte;

	g_assert_cmpint(pipe(signed_in) | pipe(begin) | pipe(begun), ==, 0);
	child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		struct session *session = house_sign_in(house, who);

		close(begin[1]);
		close(signed_in[1]);
		g_assert_cmpint(read(begin[0], &byte, 1), ==, 0);
		close(begun[1]);
		work(house, session);
		session_close(session);
		_exit(0);
	}
	close(begin[0]);
	close(signed_in[1]);
	close(begun[1]);
	g_assert_cmpint(read(signed_in[0], &byte, 1), ==, 0);
	close(signed_in[0]);
	return (struct elsewhere){ child, begin[1], begun[0] };
}

/* When this is over it waits for its turn. */
static void begin_elsewhere(const struct elsewhere *other)
{
	char byte;

	close(other->go);
	g_assert_cmpint(read(other->begun, &byte, 1), ==, 0);
	close(other->begun);
	seam_wait_asleep(other->child);
}

static void let_go_on(const struct elsewhere *other, const int turns[TURNS])
{
	int status;

	for (int i = 0; i < TURNS; i++)
		close(turns[i]);
	g_assert_cmpint(waitpid(other->child, &status, 0), ==, other->child);
	g_assert_cmpint(status, ==, 0);
}

static void others_write_while_it_waits_for_its_turn(void)
{
	static const struct { const char *who, *action; work_fn *work; } rows[] = {
		{ "hal", "user-password", change_for_good },
		{ "ada", "user-create", make_an_account },
		{ "ada", "user-reset", reset_an_account },
	};
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");
	const char *id = house_case(hua, "SEV3");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct elsewhere other = elsewhere(house, rows[i].who, rows[i].work);
		int turns[TURNS];

		take_all_turns(house, turns);
		begin_elsewhere(&other);
		house_act(hua, "note-add %s text=\"not kept waiting\"", id);
		let_go_on(&other, turns);
		g_assert_cmpint(house_entries(house, rows[i].action, "done"), >=, 1);
	}
}

/* ada has a turn of her own, or she would wait behind hal. */
static struct session *sign_in_with_a_turn_more(struct house *house, struct kdf_policy *policy)
{
	*policy = *house->host.policy;
	policy->at_once = TURNS + 1;
	house->host.policy = policy;
	return house_sign_in(house, "ada");
}

static void a_reset_in_the_meantime_stands(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct kdf_policy policy;
	struct elsewhere other = elsewhere(house, "hal", change_too_late);
	int turns[TURNS];
	CLEANUP(session_close) struct session *ada = sign_in_with_a_turn_more(house, &policy), *hal = NULL;
	g_autofree char *one_time = NULL;

	take_all_turns(house, turns);
	begin_elsewhere(&other);
	one_time = house_act_secret(ada, "user-reset hal");
	let_go_on(&other, turns);
	REFUSED(house_sign_in_with(house, "hal", NEW_PASSWORD, &error), ERR_LOGIN, "wrong");
	GOOD((hal = house_sign_in_with(house, "hal", one_time, &error)) != NULL);
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/password-wait/" #name, name)
	TEST(the_new_password_opens_and_the_old_one_no_more);
	TEST(others_write_while_it_waits_for_its_turn);
	TEST(a_reset_in_the_meantime_stands);
	return g_test_run();
}
