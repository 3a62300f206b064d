/* The recovery code: what opens the store when every password is lost. */
#ifndef APP_RECOVER_H
#define APP_RECOVER_H

#include "src/app/session.h"

struct tx;

#define RECOVERY_ACTOR "recovery"	/* in the log, for whoever holds the code: no user can be called so */

/* Secrets: wiped by recovered_clear. */
struct recovered {
	char *passphrase;	/* one-time, of the user */
	char *code;		/* the next recovery code: the one that was used counts no more */
	bool host_key_made;
};
/* Gives a user new keys and a one-time passphrase, and makes a disabled one active, by the code alone.
 * One act in the log, of the actor "recovery". Refused: the code as it was stays good. rollback: why what the
 * anchor file saw and the log does not have may be given up; NULL: then a store behind its anchor is refused.
 * new_host_key: a host key that is lost is made anew; then nobody's present password opens the store. */
struct recovery {
	const char *user;
	const char *rollback;
	bool new_host_key;
};
bool recover(const struct session_host *host, const char *dir, const struct passphrase *code,
	     const struct recovery *how, struct recovered *out, GError **error);
void recovered_clear(struct recovered *recovered);

/* A recovery slot instead of an earlier one, its key announced in tx, which is committed (and gone) in
 * any case: the keyring is written last, so that one of the two codes always counts. */
bool recovery_renew(struct store *store, struct tx *tx, char **code, GError **error);
/* Both are the same code, however they are typed. */
bool recovery_same(const char *code, const char *typed);

#endif
