/* Keeping the store: backups, restore drills, checks, a new data key. All are logged. */
#ifndef APP_KEEP_H
#define APP_KEEP_H

#include "src/app/checked.h"
#include "src/app/consent.h"
#include "src/app/session.h"

/* dir is there, and not in the store, with which it would be lost. */
bool keep_outside(const struct session *session, const char *dir, GError **error);

/* The row of the newest backup, alone; without one it is empty. NULL with error; caller frees. */
GPtrArray *keep_newest(struct session *session, GError **error);

/* Makes a backup in the directory dir, and a row of it. */
struct kept { char *path; int64_t entries; uint64_t bytes; };
bool keep_backup(struct session *session, const char *dir, struct kept *kept, GError **error);

/* Restores the backup (NULL: the newest) into a scratch directory beside the store, verifies all of it,
 * takes it away again, and writes how that went into the backup's row. True also when it went badly:
 * checked->why. */
bool keep_drill(struct session *session, const char *path, struct checked *checked, int64_t *ms,
		GError **error);

/* The store one is signed in to. deep: tables, references and evidence too, which readers wait for. */
bool keep_check(struct session *session, struct checked *checked, GError **error);

/* A new data key; nobody else may be signed in, and a second person agrees. */
bool keep_rotate(struct session *session, const struct consent *consent, GError **error);

#endif
