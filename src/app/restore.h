/* Backups for those who hold them but are not signed in: opened, verified, restored. */
#ifndef APP_RESTORE_H
#define APP_RESTORE_H

#include "src/app/checked.h"
#include "src/app/consent.h"
#include "src/app/session.h"

struct audit_verdict;
struct backup;

/* Who opens it: a person by their password, or (user NULL) the holder of the recovery code. Attempts on a
 * copy cannot be counted: whoever has it can copy it again. */
struct holder {
	const char *user;
	const struct passphrase *secret;
	const char *host_key, *anchor;	/* where they are on this machine; NULL: where they were */
	struct consent consent;		/* restoring: the second person, of the store as it was then */
};

/* What is added to the store's name for the place where a backup is checked. */
#define CHECK ".check"

/* Something is there that could be one: asked before a password is. */
bool backup_exists(const char *path, GError **error);
/* The bytes alone (scratch NULL), or all that is in it: placed at scratch, a path that is free, and taken
 * away again. True also when something is wrong: checked->why. */
bool backup_examine(const struct session_host *host, const char *path, const struct holder *holder,
		    const char *scratch, struct checked *checked, GError **error);
/* The same for one that is open. False with ERR_WRONG too. */
bool backup_verify(struct backup *backup, const char *scratch, const struct session_host *host,
		   struct checked *checked, GError **error);
/* Takes what is in verdict, and empties it. */
void checked_take(struct checked *checked, struct audit_verdict *verdict);

/* Makes the store dir of the backup. rollback: why the entries that the anchor file saw after it may be
 * given up; NULL: they may not. Logged as "restore" (and "rollback-accept"), the first entries after it, and
 * "agree" or "alone"; a recovery code needs no second person, it is what lies sealed for that. */
struct restored { int64_t entries, later; bool host_key_made; };
bool backup_restore(const struct session_host *host, const char *path, const struct holder *holder,
		    const char *dir, const char *rollback, struct restored *restored, GError **error);

#endif
