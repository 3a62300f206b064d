/* Users with their key slots, groups, membership: shared by the actions and by founding a store. */
#ifndef APP_PEOPLE_H
#define APP_PEOPLE_H

#include "db/tx.h"
#include "src/rules/permission.h"

/* Where slots are made. */
struct people_host {
	struct store *store;
	const struct kdf_policy *policy;
};

struct people_new {
	const char *name, *full_name, *by;
	const struct passphrase *password;	/* NULL: a one-time passphrase is made */
	bool must_change;
	char **roles;				/* "lead@soc", checked by people_parse_role */
};

bool people_name_ok(const char *name);
/* The log uses it for who is no person. */
bool people_name_reserved(const char *name);
/* "handler@soc" -> role and group (NULL: everywhere). False with a sentence (caller frees). */
bool people_parse_role(const char *text, enum role *role, char **group, char **why);
/* The person with their grants as this transaction sees them. */
struct person *people_load(struct tx *tx, const char *name, GError **error);

/* User row, key slot, signer row, member rows. *secret: the one-time passphrase, NULL when a
 * password was given; caller wipes and frees. */
bool people_create(const struct people_host *host, struct tx *tx, const struct people_new *who,
		   char **secret, GError **error);
/* New keys and a one-time passphrase for an existing user; writes after. */
bool people_rekey(const struct people_host *host, struct tx *tx, const struct record *before,
		  struct record *after, char **secret, GError **error);
/* From the next transaction on, what this key signs counts as user's. */
bool people_announce(struct tx *tx, const char *user, const uint8_t public[KEY_LEN], GError **error);
bool people_group(struct tx *tx, const char *name, const char *label, const char *by, GError **error);
/* Switches a membership on or off; *changed false when it was so already. */
bool people_member(struct tx *tx, const char *user, const char *role, const char *group, const char *by,
		   bool active, bool *changed, GError **error);

#endif
