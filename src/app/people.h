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
	const struct stretched *password;
	const char *expires_at;			/* NULL: never */
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

/* Passwords go through the KDF before a transaction begins: it may have to wait for its turn, and
 * nobody is to wait for that. NULL with error. */
struct stretched *people_stretch(const struct people_host *host, const struct passphrase *password,
				 GError **error);
/* … one that the program makes; *text: caller wipes and frees. */
struct stretched *people_one_time(const struct people_host *host, char **text, GError **error);

/* User row, key slot, signer row, member rows. */
bool people_create(struct store *store, struct tx *tx, const struct people_new *who, GError **error);
/* New keys and a one-time passphrase for an existing user; writes after. */
bool people_rekey(struct store *store, struct tx *tx, const struct record *before,
		  struct record *after, const struct stretched *password, GError **error);
/* From the next transaction on, what this key signs counts as user's. */
bool people_announce(struct tx *tx, const char *user, const uint8_t public[KEY_LEN], GError **error);
bool people_group(struct tx *tx, const char *name, const char *label, const char *by, GError **error);
/* Switches a membership on or off; *changed false when it was so already. */
bool people_member(struct tx *tx, const char *user, const char *role, const char *group, const char *by,
		   bool active, bool *changed, GError **error);

#endif
