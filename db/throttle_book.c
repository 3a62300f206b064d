#include "db/throttle_book.h"

#include <inttypes.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

/*
 * One record a line, parts divided by tabs, each with a link that hashes the link before it:
 *
 *	v1 KIND TIME BOOT BOOT_ID PID WHO ORIGIN LINK
 *
 * KIND try: counted as failed; ok, no: how the last try of the same PID, WHO and ORIGIN ended;
 * unlock: of WHO everywhere; taken: all up to the link that stands in ORIGIN is in the log.
 */
#define VERSION_WORD "v1"
#define PREFIX "blotter/throttle/v1"
#define LINK_LEN (2 * HASH_LEN)
#define LOCK_WAIT_MS 30000
#define FILE_LIMIT (64 << 20)
#define SHRINK_LEN (16 << 10) /* it is read three times in a sign-in */
#define COUNTING_MOST 5000 /* a stranger who invents names must not fill the disk */
#define NOBODY "-"

enum part {
	PART_VERSION,
	PART_KIND,
	PART_TIME,
	PART_BOOT,
	PART_BOOT_ID,
	PART_PID,
	PART_WHO,
	PART_ORIGIN,
	PART_LINK,
	PARTS
};

static const char *const kind_words[KINDS] = {
	[KIND_TRY] = "try",
	[KIND_OK] = "ok",
	[KIND_NO] = "no",
	[KIND_UNLOCK] = "unlock",
	[KIND_TAKEN] = "taken",
};

void event_free(void *p)
{
	struct event *event = p;

	g_free(event->boot_id);
	g_free(event->who);
	g_free(event->origin);
	g_free(event->link);
	g_free(event);
}

static char *link_of(const char *before, const char *body, size_t len)
{
	uint8_t hash[HASH_LEN];

	crypt_sha256_parts(hash, PREFIX, strlen(PREFIX), before, strlen(before), body, len, NULL);
	return crypt_hex(hash, sizeof(hash));
}

/* The line with its link, which *link gets. */
static char *event_line(const struct event *event, const char *before, char **link)
{
	g_autofree char *body = g_strdup_printf("%s\t%s\t%" PRId64 "\t%" PRId64
						"\t%s\t%" PRId64 "\t%s\t%s\t",
		VERSION_WORD, kind_words[event->kind], event->time, event->boot, event->boot_id,
		event->pid, event->who, event->origin);

	*link = link_of(before, body, strlen(body));
	return g_strconcat(body, *link, "\n", NULL);
}

/* --- reading --- */

static bool number(const char *text, int64_t *value)
{
	return g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, value, NULL);
}

static struct event *event_parse(const char *line, size_t len)
{
	g_autofree char *copy = g_strndup(line, len);
	g_auto(GStrv) part = g_strsplit(copy, "\t", PARTS + 1);
	struct event event = { KIND_TRY };
	size_t kind = 0;

	if (g_strv_length(part) != PARTS || strcmp(part[PART_VERSION], VERSION_WORD) != 0 ||
		strlen(part[PART_LINK]) != LINK_LEN)
		return NULL;
	while (kind < KINDS && strcmp(part[PART_KIND], kind_words[kind]) != 0)
		kind++;
	if (kind == KINDS || !number(part[PART_TIME], &event.time) ||
		!number(part[PART_BOOT], &event.boot) || !number(part[PART_PID], &event.pid))
		return NULL;
	event.kind = (enum kind)kind;
	event.boot_id = g_strdup(part[PART_BOOT_ID]);
	event.who = g_strdup(part[PART_WHO]);
	event.origin = g_strdup(part[PART_ORIGIN]);
	event.link = g_strdup(part[PART_LINK]);
	return g_memdup2(&event, sizeof(event));
}

/* What an event says about the try before it. */
static void book_settle(struct book *book, struct event *event)
{
	g_autofree char *key = g_strdup_printf(
		"%" PRId64 "\t%s\t%s", event->pid, event->who, event->origin);
	struct event *try = g_hash_table_lookup(book->open, key);

	if (event->kind > KIND_NO)
		return;
	if (try) {
		try->over = true;
		try->succeeded = event->kind == KIND_OK;
		g_hash_table_remove(book->open, key);
	}
	if (event->kind == KIND_TRY)
		g_hash_table_insert(book->open, g_steal_pointer(&key), event);
}

static void book_add(struct book *book, const char *line, size_t len)
{
	struct event *event = event_parse(line, len);
	g_autofree char *link = NULL;

	if (!event) {
		book->broken = true;
		return;
	}
	link = link_of(book->link, line, len - LINK_LEN);
	if (strcmp(link, event->link) != 0)
		book->broken = true;
	g_free(book->link);
	book->link = g_strdup(event->link);
	book_settle(book, event);
	g_ptr_array_add(book->events, event);
}

static bool book_read(struct book *book, GError **error)
{
	g_autofree char *data = NULL;
	char *line, *end;

	if (!file_check_private(book->path, error) ||
		!file_read(book->path, FILE_LIMIT, &data, &book->len, error))
		return false;
	for (line = data; (end = memchr(line, '\n', (size_t)(data + book->len - line)));
		line = end + 1)
		book_add(book, line, (size_t)(end - line));
	/* What a kill left half-written never counted: its KDF did not run. */
	book->sound = (size_t)(line - data);
	return true;
}

void book_close(struct book *book)
{
	if (book->lock_fd >= 0)
		close(book->lock_fd);
	if (book->open)
		g_hash_table_unref(book->open);
	if (book->events)
		g_ptr_array_unref(book->events);
	g_free(book->path);
	g_free(book->link);
}

/* The file may have been replaced while we waited for the old one. */
static bool lock_current(struct book *book, GError **error)
{
	struct stat own, now;

	for (;;) {
		book->lock_fd = file_lock(book->path, true, LOCK_WAIT_MS, error);
		if (book->lock_fd < 0)
			return false;
		if (fstat(book->lock_fd, &own) == 0 && lstat(book->path, &now) == 0 &&
			own.st_ino == now.st_ino && own.st_dev == now.st_dev)
			return true;
		close(book->lock_fd);
	}
}

bool book_open(struct book *book, const char *dir, GError **error)
{
	*book = (struct book){ .lock_fd = -1 };
	book->path = g_build_filename(dir, "throttle", NULL);
	book->link = g_strdup("");
	book->events = g_ptr_array_new_with_free_func(event_free);
	book->open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (lock_current(book, error) && book_read(book, error))
		return true;
	book_close(book);
	return false;
}

/* --- writing --- */

static bool tail_cut(const struct book *book, GError **error)
{
	if (book->len == book->sound)
		return true;
	return (ftruncate(book->lock_fd, (off_t)book->sound) == 0 && fsync(book->lock_fd) == 0) ||
	       err_set(error, ERR_FAILED, _("cannot write \"%s\": %s"), book->path,
		       g_strerror(errno));
}

bool book_write(struct book *book, enum kind kind, const char *who, const char *origin,
	const struct clock *clock, GError **error)
{
	g_autofree char *boot_id = clock_boot_id(), *link = NULL, *line = NULL;
	struct event event = {
		.kind = kind,
		.time = clock ? clock_now(clock) : 0,
		.boot = clock ? clock_boot(clock) : 0,
		.pid = getpid(),
		.boot_id = boot_id,
		.who = g_strdup(who),
		.origin = g_strdup(origin),
	};
	bool ok;

	line = event_line(&event, book->link, &link);
	ok = tail_cut(book, error) && file_append(book->path, line, strlen(line), 0600, error);
	g_free(event.who);
	g_free(event.origin);
	return ok;
}

/* ms from one event to a later one. Within one boot by its own clock, which nobody sets; over a
 * boot at least as long as the second one has been up. */
int64_t event_elapsed(const struct event *from, const struct event *to)
{
	if (strcmp(from->boot_id, to->boot_id) == 0 && to->boot >= from->boot)
		return to->boot - from->boot;
	return MAX(to->boot, to->time - from->time);
}

struct event *event_now(const struct clock *clock)
{
	struct event *now = g_new0(struct event, 1);

	now->time = clock_now(clock);
	now->boot = clock_boot(clock);
	now->boot_id = clock_boot_id();
	return now;
}

guint book_first_new(const struct book *book, const char *link)
{
	for (guint i = book->events->len; i-- > 0 && !link;) {
		const struct event *event = book->events->pdata[i];

		if (event->kind == KIND_TAKEN)
			link = event->origin;
	}
	for (guint i = 0; link && i < book->events->len; i++) {
		const struct event *event = book->events->pdata[i];

		if (strcmp(event->link, link) == 0)
			return i + 1;
	}
	return 0;
}

static void append_again(GString *text, const struct event *event, char **link)
{
	g_autofree char *before = *link, *line = event_line(event, before, link);

	g_string_append(text, line);
}

static void append_marker(GString *text, const struct event *now, char **link)
{
	g_autofree char *last = g_strdup(*link);
	char nobody[] = NOBODY;
	struct event marker = *now;

	marker.kind = KIND_TAKEN;
	marker.who = nobody;
	marker.origin = last;
	append_again(text, &marker, link);
}

/* The set of events by which failures in a row are told: those that nothing good came after, and
 * the last sign-in of the same user from elsewhere. The newest, when there are too many. */
static GHashTable *book_counting(const struct book *book)
{
	GHashTable *counting = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) let_in = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) unlocked = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = book->events->len; i-- > 0;) {
		struct event *event = book->events->pdata[i], *ok;
		g_autofree char *pair = g_strconcat(event->who, "\t", event->origin, NULL);

		if (event->kind == KIND_UNLOCK) {
			g_hash_table_add(unlocked, event->who);
		} else if (event->kind == KIND_OK) {
			g_hash_table_add(pairs, g_steal_pointer(&pair));
			if (!g_hash_table_contains(let_in, event->who))
				g_hash_table_insert(let_in, event->who, event);
		} else if (event->kind == KIND_TRY && !g_hash_table_contains(pairs, pair) &&
			   !g_hash_table_contains(unlocked, event->who) &&
			   g_hash_table_size(counting) < COUNTING_MOST) {
			g_hash_table_add(counting, event);
			ok = g_hash_table_lookup(let_in, event->who);
			if (ok)
				g_hash_table_add(counting, ok);
		}
	}
	return counting;
}

/* What is in the log and keeps nobody waiting any more goes; the links begin anew. */
static bool book_shrink(const struct book *book, const char *last, int64_t keep_ms,
	const struct clock *clock, GError **error)
{
	g_autoptr(GHashTable) counting = book_counting(book);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *link = g_strdup("");
	struct event *now = event_now(clock);
	guint fresh = book_first_new(book, last);

	for (guint i = 0; i < fresh; i++) {
		const struct event *event = book->events->pdata[i];

		bool recent = event->kind != KIND_TAKEN && event_elapsed(event, now) <= keep_ms;

		if (event->kind == KIND_UNLOCK ? text->len > 0
					       : recent || g_hash_table_contains(counting, event))
			append_again(text, event, &link);
	}
	if (text->len > 0)
		append_marker(text, now, &link);
	for (guint i = fresh; i < book->events->len; i++)
		append_again(text, book->events->pdata[i], &link);
	event_free(now);
	return file_replace(book->path, text->str, text->len, 0600, error);
}

bool book_long(const struct book *book)
{
	return book->sound > SHRINK_LEN;
}

bool book_taken(struct book *book, const char *link, int64_t keep_ms, const struct clock *clock,
	GError **error)
{
	if (book->broken || book_long(book))
		return book_shrink(book, link, keep_ms, clock, error);
	return book_write(book, KIND_TAKEN, NOBODY, link, NULL, error);
}
