#include "db/copy.h"

#include <sqlite3.h>
#include <unistd.h>

#include "db/connect.h"
#include "db/ticket.h"
#include "src/base/i18n.h"

#define STEP_PAGES 256
#define RESTARTS 2	/* begun anew by a writer so often: from then on writers wait */
#define PAUSE_US 2000

struct copying {
	struct db *from;
	sqlite3_backup *backup;
	int lock_fd, restarts;
	bool ticket;
};

/* A commit of somebody else makes SQLite begin anew: no fewer pages remain than before. */
static bool step(struct copying *copying, int *rc, GError **error)
{
	int before = sqlite3_backup_remaining(copying->backup);

	*rc = sqlite3_backup_step(copying->backup, STEP_PAGES);
	if (before > 0 && sqlite3_backup_remaining(copying->backup) >= before)
		copying->restarts++;
	if (copying->restarts > RESTARTS && !copying->ticket) {
		if (!ticket_take(copying->lock_fd, error))
			return false;
		copying->ticket = true;
	}
	return true;
}

static bool copy(struct copying *copying, GError **error)
{
	int rc;

	do {
		if (!step(copying, &rc, error))
			return false;
		if (!copying->ticket)
			g_usleep(PAUSE_US);
	} while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
	return rc == SQLITE_DONE || sql_fail(copying->from, rc, error);
}

/* The destination is keyed, or 3.4.1 would write it in clear, and has the same pages: connect_new. */
static bool copy_into(struct db *db, struct db *to, int lock_fd, GError **error)
{
	struct copying copying = { .from = db, .lock_fd = lock_fd };
	bool ok;
	int rc;

	copying.backup = sqlite3_backup_init(to->handle, "main", db->handle, "main");
	if (!copying.backup)
		return sql_fail(to, sqlite3_extended_errcode(to->handle), error);
	ok = copy(&copying, error);
	rc = sqlite3_backup_finish(copying.backup);
	if (copying.ticket)
		ticket_return(lock_fd);
	return ok && (rc == SQLITE_OK || sql_fail(to, rc, error));
}

bool db_copy(struct db *db, int lock_fd, const char *path, const char *key, GError **error)
{
	struct db *to = connect_new(path, key, error);
	bool ok;

	if (!to)
		return false;
	/* nobody reads it meanwhile: it need not stand in memory until the end */
	ok = sql_exec(to, "PRAGMA cache_spill = 1", error) && copy_into(db, to, lock_fd, error);
	db_close(to);
	if (!ok)
		unlink(path);
	return ok;
}
