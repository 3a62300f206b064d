/* Failed sign-ins before any key exists: counted, hash-linked, and taken into the audit log by the
 * next sign-in (CONTRACT.md 4). Three rules at once, the longest wait holds: of one user and origin
 * five failures in five minutes lock for fifteen (SP 800-171 3.1.8), and from the third in a row on
 * each doubles the wait for the next; a hundred in a row of one user, from wherever, lock until an
 * administrator unlocks or resets (SP 800-63B-4 3.2.2). Time since boot decides where there is one
 * boot, so that setting the clock unlocks nothing. */
#ifndef DB_THROTTLE_H
#define DB_THROTTLE_H

#include "src/base/clock.h"
#include "src/base/err.h"

#define THROTTLE_FAILURES 5
#define THROTTLE_WINDOW_MS (5 * MINUTE_MS)
#define THROTTLE_LOCK_MS (15 * MINUTE_MS)
#define THROTTLE_FREE 3	/* failures in a row before there is a delay */
#define THROTTLE_DELAY_MOST_MS (15 * MINUTE_MS)
#define THROTTLE_TELL 10	/* failures in a row that the account administrators hear of */
#define THROTTLE_MOST 100

/* who is the user's tag (keyring_user_tag), never the typed name, which may be a password; origin
 * the SSH key or terminal, "ssh 192.0.2.7 key SHA256:…" or "tty /dev/pts/3". */
struct failure {
	int64_t time;		/* UTC ms */
	char who[33];		/* user tag, hex */
	char origin[65];	/* SHA-256 of the origin text, hex */
	char *origin_text;	/* harmless on a terminal */
};

/* Refuses with ERR_LOGIN while (who, origin) has to wait; the sentence says how long. */
bool throttle_check(const char *dir, const char *who, const char *origin, const struct clock *clock,
		    GError **error);
/* ms until throttle_check says yes, as far as time decides that; 0: now. */
int64_t throttle_wait(const char *dir, const char *who, const char *origin,
		      const struct clock *clock);
/* Counts an attempt as failed and fsyncs it; call BEFORE the KDF, so that a kill wins no free try.
 * Refuses like throttle_check when others used up the tries meanwhile. */
bool throttle_count(const char *dir, const char *who, const char *origin, const struct clock *clock,
		    GError **error);
/* The attempt succeeded: its own record is taken back, the window for (who, origin) begins anew. */
bool throttle_success(const char *dir, const char *who, const char *origin,
		      const struct clock *clock, GError **error);
/* The attempt failed for sure. Nothing but earlier news in the log hangs on it: an attempt without
 * any end counts as failed when its process is gone or two minutes are over. */
bool throttle_failed(const char *dir, const char *who, const char *origin,
		     const struct clock *clock, GError **error);
/* An administrator unlocks a user everywhere. */
bool throttle_unlock(const char *dir, const char *who, GError **error);

/* Failures not yet taken in, oldest first. */
struct throttle_pending {
	GPtrArray *failures;	/* of struct failure */
	bool broken;		/* the hash links do not fit: somebody changed the file */
	bool long_enough;	/* to be shortened */
	char *last;		/* link of the last record read */
	const struct clock *clock;
	int lock_fd;		/* no other sign-in takes the same ones; -1: another does it now */
};
/* Write them into the log, then throttle_taken, then free. Call it before tx_begin. */
struct throttle_pending *throttle_pending(const char *dir, const struct clock *clock,
					  GError **error);
bool throttle_taken(const char *dir, const struct throttle_pending *pending, GError **error);
void throttle_pending_free(struct throttle_pending *pending);
CLEANUP_DEFINE(struct throttle_pending *, throttle_pending_free)

#endif
