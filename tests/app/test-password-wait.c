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
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 1);
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

/* In another process of hal. words: of the sentence that refuses it; NULL: it is done. */
static void change_and_leave(struct house *house, struct session *session, const char *words)
{
	house_wait(house, MINUTE_MS);
	if (words)
		REFUSED(change(session, HOUSE_PASSWORD, NEW_PASSWORD, &error), ERR_LOGIN, words);
	else
		GOOD(change(session, HOUSE_PASSWORD, NEW_PASSWORD, &error));
	session_close(session);
	_exit(0);
}

/* Hal is signed in there when this is over, and goes on when *go is closed. */
static pid_t change_elsewhere(struct house *house, const char *words, int *go)
{
	int signed_in[2], begin[2];
	pid_t child;
	char byte;

	g_assert_cmpint(pipe(signed_in) | pipe(begin), ==, 0);
	child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		struct session *session = house_sign_in(house, "hal");

		close(begin[1]);
		close(signed_in[1]);
		g_assert_cmpint(read(begin[0], &byte, 1), ==, 0);
		change_and_leave(house, session, words);
	}
	close(begin[0]);
	close(signed_in[1]);
	g_assert_cmpint(read(signed_in[0], &byte, 1), ==, 0);
	close(signed_in[0]);
	*go = begin[1];
	return child;
}

static void let_go_on(pid_t child, const int turns[TURNS])
{
	int status;

	for (int i = 0; i < TURNS; i++)
		close(turns[i]);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

static void others_write_while_it_waits_for_its_turn(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	int go, turns[TURNS];
	pid_t child = change_elsewhere(house, NULL, &go);
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");
	const char *id = house_case(hua, "SEV3");

	take_all_turns(house, turns);
	close(go);
	g_usleep(300 * 1000);
	house_act(hua, "note-add %s text=\"not kept waiting\"", id);
	let_go_on(child, turns);
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 1);
}

static void a_reset_in_the_meantime_stands(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	int go, turns[TURNS];
	pid_t child = change_elsewhere(house, "this account was reset", &go);
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada"), *hal = NULL;
	g_autofree char *one_time = NULL;

	take_all_turns(house, turns);
	close(go);
	g_usleep(300 * 1000);
	one_time = house_act_secret(ada, "user-reset hal");
	let_go_on(child, turns);
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
