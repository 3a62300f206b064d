/* The file `throttle`: its records and their links. For throttle.c. */
#ifndef DB_THROTTLE_BOOK_H
#define DB_THROTTLE_BOOK_H

#include "src/base/clock.h"
#include "src/base/err.h"

enum kind { KIND_TRY, KIND_OK, KIND_NO, KIND_UNLOCK, KIND_TAKEN, KINDS };

struct event {
	enum kind kind;
	int64_t time, boot; /* ms: UTC, since boot */
	int64_t pid;
	char *boot_id, *who, *origin, *link;
	bool over; /* a try that has an end, or whose process tried again */
	bool succeeded;
};

/* The file as read: its events, and where the sound part ends. */
struct book {
	GPtrArray *events;
	GHashTable *open; /* tries without an end, by process, who and origin */
	char *path, *link; /* of the last record */
	size_t len, sound;
	bool broken;
	int lock_fd;
};

/* Locked until book_close. */
bool book_open(struct book *book, const char *dir, GError **error);
void book_close(struct book *book);
/* Appends a record of this process and fsyncs. clock NULL: it has no time. */
bool book_write(struct book *book, enum kind kind, const char *who, const char *origin,
		const struct clock *clock, GError **error);
/* Index of the first event that is not in the log; link: up to which, NULL: as the file says. */
guint book_first_new(const struct book *book, const char *link);
/* Would book_taken shorten it? */
bool book_long(const struct book *book);
/* Writes down that all up to link is in the log. What is older than keep_ms may go; links that did
 * not fit begin anew. */
bool book_taken(struct book *book, const char *link, int64_t keep_ms, const struct clock *clock,
		GError **error);

/* ms from one event to a later one, which may be event_now. */
int64_t event_elapsed(const struct event *from, const struct event *to);
struct event *event_now(const struct clock *clock);
void event_free(void *event);

#endif
