/* The anchor file: audit heads kept outside the store, one line each,
 * "v1 <store uuid> <seq> <leaf, hex> <UTC ms>". */
#ifndef DB_ANCHOR_H
#define DB_ANCHOR_H

#include "src/base/crypt.h"
#include "src/base/err.h"

struct anchor_head {
	int64_t seq, time;
	uint8_t leaf[HASH_LEN];
};

/* Appends and fsyncs. Made with mode 0600 when missing. */
bool anchor_append(const char *path, const char *uuid, const struct anchor_head *head,
		   GError **error);

/* Whether a store at dir can have its anchor there: else its heads would be lost, entry by entry, or nobody
 * could sign in. Makes nothing. */
bool anchor_usable(const char *path, const char *dir, GError **error);

/* Reads the file as it is when opened, line after line; other stores' lines are passed over. */
struct anchor;
/* NULL with error when it cannot be read; a missing file is one without lines. */
struct anchor *anchor_open(const char *path, const char *uuid, GError **error);
void anchor_close(struct anchor *anchor);
CLEANUP_DEFINE(struct anchor *, anchor_close)
/* False at the end (anchor_ended). What is no line is passed over, so that it hides nothing: one that was cut
 * off by a loss of power silently, noise counted. */
bool anchor_next(struct anchor *anchor, struct anchor_head *head);
/* anchor_next gave false because there is no more, and not because the file could not be read. */
bool anchor_ended(const struct anchor *anchor, GError **error);
/* Noise passed over so far. hash: over all its lines; nothing else is excused with it. */
struct anchor_noise { unsigned lines, first; uint8_t hash[HASH_LEN]; };
const struct anchor_noise *anchor_noise(const struct anchor *anchor);
/* The last whole line of this store; *found false when there is none. Reads the file's end first. */
bool anchor_last(const char *path, const char *uuid, bool *found, struct anchor_head *head,
		 GError **error);

#endif
