/* Founding a store: the answers of `blotter init`, checked, then made. */
#ifndef APP_FOUND_H
#define APP_FOUND_H

#include "src/app/session.h"

struct found_user { char *name, *full_name; struct passphrase *password; char **roles; };
struct answers {
	char *organisation, *marking, *notice, *profile, *anchor, *host_key, *intake_group;
	char **groups;
	GPtrArray *users;	/* struct found_user */
	bool demo;		/* users and passwords are shown before sign-in */
	/* Shown the recovery code before the store gets its name; false: there is to be none. NULL: not asked. */
	bool (*noted)(const char *code);
};
struct answers *answers_new(void);
void answers_free(struct answers *answers);	/* wipes; NULL is allowed */
CLEANUP_DEFINE(struct answers *, answers_free)
/* YAML (CONTRACT.md 2): refused if others can read it; an unknown key is an error with its line. */
struct answers *answers_read(const char *path, GError **error);

/* "standard", "fips" or NULL (standard): from now on for this process; false when it cannot be had here. */
bool found_profile(const char *name, GError **error);
/* Makes the store; *code is the recovery code (caller shows once, wipes, frees); warnings: lines
 * such as "only one account_admin" (g_strfreev). */
bool found(const struct session_host *host, const char *dir, const struct answers *answers,
	   char **code, char ***warnings, GError **error);

#endif
