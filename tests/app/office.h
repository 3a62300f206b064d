/* What the tests of accounts share: ada, who administers them. */
#ifndef TESTS_APP_OFFICE_H
#define TESTS_APP_OFFICE_H

#include "src/app/password.h"
#include "tests/house.h"

#define NEXT_PASSWORD "velvet anchor 9 tangerines east"
#define OWN "nobody may do this to their own account"

struct office { struct house *house; struct session *ada; };

static inline void office_begin(struct office *office)
{
	office->house = house_new();
	office->ada = house_sign_in(office->house, "ada");
}

static inline void office_end(struct office *office)
{
	session_close(office->ada);
	house_free(office->house);
}

static inline struct session *come_in(const struct office *office, const char *name, const char *password)
{
	g_autoptr(GError) error = NULL;
	struct session *session = house_sign_in_with(office->house, name, password, &error);

	g_assert_no_error(error);
	return session;
}

static inline void expect_shut(const struct office *office, const char *name, const char *password,
			const char *words)
{
	struct session *none = NULL;

	REFUSED((none = house_sign_in_with(office->house, name, password, &error)) != NULL,
		ERR_LOGIN, words);
}

static inline bool choose(struct session *session, const char *present, const char *wanted, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *old = passphrase_new_from(present);
	CLEANUP(passphrase_free) struct passphrase *new = passphrase_new_from(wanted);

	return password_change(session, old, new, error);
}

#endif
