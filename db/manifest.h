/* What a backup holds: the hash of every byte, and what it is a copy of. Lines that sha256sum -c reads,
 * headed by lines that begin with # (doc/FORMATS.md). */
#ifndef DB_MANIFEST_H
#define DB_MANIFEST_H

#include "src/base/crypt.h"
#include "src/base/err.h"

struct manifest {
	char *store;		/* UUID */
	char *marking;		/* harmless on a terminal, one line */
	char *made, *by;	/* when (ISO 8601 UTC), by whom */
	char *epoch;		/* of the data key: cases-%04u.db */
	char *seq, *head;	/* last entry of the log, and its leaf in hex */
	char *program;		/* what wrote it */
	GPtrArray *files;	/* of struct manifest_file, by name */
	char *text;		/* as read; NULL: one that is being made */
};
struct manifest_file { char *name; uint8_t hash[HASH_LEN]; };

struct manifest *manifest_new(void);
void manifest_free(struct manifest *manifest);	/* NULL is allowed */
CLEANUP_DEFINE(struct manifest *, manifest_free)

/* The number of the last entry. */
int64_t manifest_seq(const struct manifest *manifest);

/* Hashes every file of dir into manifest, and writes it there with its signature. */
bool manifest_write(struct manifest *manifest, const char *dir, const uint8_t seed[KEY_LEN],
		    GError **error);
/* Reads it. ERR_FAILED when dir is no backup, ERR_WRONG when the manifest was damaged. */
struct manifest *manifest_read(const char *dir, GError **error);
/* The signature is signer's, and dir holds the files named, byte for byte, and no others: ERR_WRONG
 * says which. *bytes: how many were read. */
bool manifest_check(const struct manifest *manifest, const char *dir, const uint8_t signer[KEY_LEN],
		    uint64_t *bytes, GError **error);

#endif
