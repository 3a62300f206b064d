#include "db/throttle.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "db/throttle_book.h"
#include "src/base/crypt.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define IN_FLIGHT_MS (2 * MINUTE_MS) /* no KDF takes longer */
#define RETRY_US (50 * 1000)
#define RETRIES 1200
#define NOBODY "-"

/* origin NULL: from anywhere. */
static bool same_pair(const struct event *event, const char *who, const char *origin)
{
	return strcmp(event->who, who) == 0 && (!origin || strcmp(event->origin, origin) == 0);
}

/* Its process may still be at the KDF. */
static bool in_flight(const struct event *event, const struct event *now)
{
	return event->kind == KIND_TRY && !event->over &&
	       event_elapsed(event, now) < IN_FLIGHT_MS &&
	       strcmp(event->boot_id, now->boot_id) == 0 &&
	       (kill((pid_t)event->pid, 0) == 0 || errno == EPERM);
}

/* Failed tries of the pair since it was last let in or unlocked; all: also those in flight. */
static GPtrArray *tries_of(const struct book *book, const char *who, const char *origin,
	const struct event *now, bool all)
{
	GPtrArray *tries = g_ptr_array_new();

	for (guint i = 0; i < book->events->len; i++) {
		struct event *event = book->events->pdata[i];

		if ((event->kind == KIND_OK && same_pair(event, who, origin)) ||
			(event->kind == KIND_UNLOCK && strcmp(event->who, who) == 0))
			g_ptr_array_set_size(tries, 0);
		else if (event->kind == KIND_TRY && same_pair(event, who, origin) &&
			 (all || !in_flight(event, now)))
			g_ptr_array_add(tries, event);
	}
	return tries;
}

/* ms the lock of the pair still lasts; 0 or less: not locked. */
static int64_t lock_left(const GPtrArray *tries, const struct event *now)
{
	int64_t left = 0;

	for (guint i = THROTTLE_FAILURES - 1; i < tries->len; i++) {
		const struct event *first = tries->pdata[i - (THROTTLE_FAILURES - 1)];
		const struct event *last = tries->pdata[i];

		if (event_elapsed(first, last) <= THROTTLE_WINDOW_MS)
			left = MAX(left, THROTTLE_LOCK_MS - event_elapsed(last, now));
	}
	return left;
}

/* ms until the next try in a row may be made: after the third 1 s, then twice as long each time. */
static int64_t delay_left(const GPtrArray *tries, const struct event *now)
{
	guint doublings = tries->len - THROTTLE_FREE;
	int64_t delay = THROTTLE_DELAY_MOST_MS;

	if (tries->len < THROTTLE_FREE)
		return 0;
	if (doublings < 10)
		delay = MIN(delay, (int64_t)SECOND_MS << doublings);
	return delay - event_elapsed(tries->pdata[tries->len - 1], now);
}

/* How things stand for one who tries from there. */
struct standing {
	guint in_a_row; /* failures of this pair */
	guint everywhere; /* … and of this user, since they were last let in anywhere */
	int64_t lock, delay; /* ms left */
	bool crowded; /* not locked, but would be if none of those in flight got in */
};

static struct standing standing_of(const struct book *book, const char *who, const char *origin,
	const struct clock *clock)
{
	struct event *now = event_now(clock);
	g_autoptr(GPtrArray) pair = tries_of(book, who, origin, now, false);
	g_autoptr(GPtrArray) flying = tries_of(book, who, origin, now, true);
	g_autoptr(GPtrArray) user = tries_of(book, who, NULL, now, false);
	struct standing standing = {
		.in_a_row = pair->len,
		.everywhere = user->len,
		.lock = lock_left(pair, now),
		.delay = delay_left(pair, now),
	};

	standing.crowded = standing.lock <= 0 && lock_left(flying, now) > 0;
	event_free(now);
	return standing;
}

static bool locked(const struct standing *standing, const struct clock *clock, GError **error)
{
	g_autofree char *until = time_local(clock_now(clock) + standing->lock);
	g_autofree char *wait = time_wait(standing->lock);

	return err_set(error, ERR_LOGIN,
		_("too many failed attempts: wait %s (until %s), or ask an account administrator to "
		  "unlock this user"),
		wait, until);
}

/* The sentence that keeps this one out; true: nothing does. */
static bool may_try(const struct standing *standing, const struct clock *clock, GError **error)
{
	g_autofree char *wait = time_wait(standing->delay);

	if (standing->everywhere >= THROTTLE_MOST)
		return err_set(error, ERR_LOGIN,
			_("too many failed attempts: this user failed %u times in a row and is "
			  "locked until an account administrator unlocks or resets the account"),
			standing->everywhere);
	if (standing->lock > 0 && standing->lock >= standing->delay)
		return locked(standing, clock, error);
	if (standing->delay > 0)
		return err_set(error, ERR_LOGIN,
			_("%u failed attempts in a row: wait %s before the next"),
			standing->in_a_row, wait);
	return true;
}

/* --- what callers see --- */

bool throttle_check(const char *dir, const char *who, const char *origin, const struct clock *clock,
	GError **error)
{
	g_autofree char *harmless = text_visible(origin, -1, TEXT_LINE);
	struct standing standing;
	struct book book;

	if (!book_open(&book, dir, error))
		return false;
	standing = standing_of(&book, who, harmless, clock);
	book_close(&book);
	return may_try(&standing, clock, error);
}

int64_t throttle_wait(
	const char *dir, const char *who, const char *origin, const struct clock *clock)
{
	g_autofree char *harmless = text_visible(origin, -1, TEXT_LINE);
	struct standing standing;
	struct book book;

	if (!book_open(&book, dir, NULL))
		return 0;
	standing = standing_of(&book, who, harmless, clock);
	book_close(&book);
	return MAX(0, MAX(standing.lock, standing.delay));
}

/* Many sign-ins of one user at a time are fine when they succeed, and no way around the limit
 * when they do not: the sixth waits until it is known how the others ended. */
bool throttle_count(const char *dir, const char *who, const char *origin, const struct clock *clock,
	GError **error)
{
	g_autofree char *harmless = text_visible(origin, -1, TEXT_LINE);

	for (unsigned i = 0; i < RETRIES; i++) {
		struct standing standing;
		struct book book;
		bool ok;

		if (!book_open(&book, dir, error))
			return false;
		standing = standing_of(&book, who, harmless, clock);
		ok = may_try(&standing, clock, error);
		if (ok && !standing.crowded)
			ok = book_write(&book, KIND_TRY, who, harmless, clock, error);
		book_close(&book);
		if (!ok || !standing.crowded)
			return ok;
		g_usleep(RETRY_US);
	}
	return err_set(error, ERR_LOGIN, _("this user signs in too often at a time; try again"));
}

static bool note(const char *dir, enum kind kind, const char *who, const char *origin,
	const struct clock *clock, GError **error)
{
	g_autofree char *harmless = text_visible(origin, -1, TEXT_LINE);
	struct book book;
	bool ok;

	if (!book_open(&book, dir, error))
		return false;
	ok = book_write(&book, kind, who, harmless, clock, error);
	book_close(&book);
	return ok;
}

bool throttle_success(const char *dir, const char *who, const char *origin,
	const struct clock *clock, GError **error)
{
	return note(dir, KIND_OK, who, origin, clock, error);
}

bool throttle_failed(const char *dir, const char *who, const char *origin,
	const struct clock *clock, GError **error)
{
	return note(dir, KIND_NO, who, origin, clock, error);
}

bool throttle_unlock(const char *dir, const char *who, GError **error)
{
	return note(dir, KIND_UNLOCK, who, NOBODY, NULL, error);
}

/* --- into the log --- */

static void failure_free(void *p)
{
	struct failure *failure = p;

	g_free(failure->origin_text);
	g_free(failure);
}

static struct failure *failure_new(const struct event *event)
{
	struct failure *failure = g_new0(struct failure, 1);
	g_autofree char *hex = NULL;
	uint8_t hash[HASH_LEN];

	failure->time = event->time;
	g_strlcpy(failure->who, event->who, sizeof(failure->who));
	failure->origin_text = g_strdup(event->origin);
	crypt_sha256(event->origin, strlen(event->origin), hash);
	hex = crypt_hex(hash, sizeof(hash));
	g_strlcpy(failure->origin, hex, sizeof(failure->origin));
	return failure;
}

/* Stops at an attempt that may yet succeed: what comes after it waits too, so that "taken up to
 * here" is all there is to remember. */
static void pending_fill(
	struct throttle_pending *pending, const struct book *book, const struct event *now)
{
	for (guint i = book_first_new(book, NULL); i < book->events->len; i++) {
		const struct event *event = book->events->pdata[i];

		if (in_flight(event, now))
			return;
		if (event->kind == KIND_TRY && !event->succeeded)
			g_ptr_array_add(pending->failures, failure_new(event));
		g_free(pending->last);
		pending->last = g_strdup(event->link);
	}
}

struct throttle_pending *throttle_pending(
	const char *dir, const struct clock *clock, GError **error)
{
	CLEANUP(throttle_pending_free) struct throttle_pending *pending = NULL;
	g_autofree char *path = g_build_filename(dir, "throttle.lock", NULL);
	struct event *now;
	struct book book;

	pending = g_new0(struct throttle_pending, 1);
	pending->failures = g_ptr_array_new_with_free_func(failure_free);
	pending->clock = clock;
	/* Somebody else has them in hand: then there is nothing for us. */
	pending->lock_fd = file_lock(path, true, 0, NULL);
	if (pending->lock_fd < 0)
		return g_steal_pointer(&pending);
	if (!book_open(&book, dir, error))
		return NULL;
	now = event_now(clock);
	pending->broken = book.broken;
	pending->long_enough = book_long(&book);
	pending_fill(pending, &book, now);
	event_free(now);
	book_close(&book);
	return g_steal_pointer(&pending);
}

bool throttle_taken(const char *dir, const struct throttle_pending *pending, GError **error)
{
	struct book book;
	bool ok;

	/* the log gained nothing: the next who finds something says how far it reaches */
	if (!pending->last || (pending->failures->len == 0 && !pending->broken && !pending->long_enough))
		return true;
	if (!book_open(&book, dir, error))
		return false;
	ok = book_taken(
		&book, pending->last, THROTTLE_WINDOW_MS + THROTTLE_LOCK_MS, pending->clock, error);
	book_close(&book);
	return ok;
}

void throttle_pending_free(struct throttle_pending *pending)
{
	if (!pending)
		return;
	if (pending->lock_fd >= 0)
		close(pending->lock_fd);
	g_ptr_array_unref(pending->failures);
	g_free(pending->last);
	g_free(pending);
}
