/* What tests of several layers share: a clock they set, a cheap KDF, stores that go away. */
#ifndef TESTS_SEAM_H
#define TESTS_SEAM_H

#include "db/store.h"
#include "db/tx.h"

#define SEAM_NOW INT64_C(1795143120000)		/* 2026-11-20T02:52:00Z */
#define SEAM_PASSWORD "correct horse battery staple"

/* Argon2id with 8 KiB: a third of a millisecond. Otherwise as strict as the real one. */
const struct kdf_policy *seam_kdf_policy(void);

struct seam {
	int64_t now, boot;	/* what its clock says, ms; set them as you like */
	int64_t step;		/* each look at the wall clock moves both on by so much */
	struct clock clock;
	char *dir;		/* all its files; gone after seam_clear */
	char *store_dir, *anchor;
	const uint8_t *host_key;	/* KEY_LEN bytes or NULL; set before seam_store_new */
	char *recovery;		/* the code of the store made */
};
/* Once per process crypt_init and db_process_init too. */
void seam_init(struct seam *seam);
void seam_clear(struct seam *seam);
/* For tests that open thousands of stores: what one takes from the system the next takes again. */
void seam_keep_heap(void);
/* Returns when this process sleeps, and so waits for what it asked for last. */
void seam_wait_asleep(pid_t pid);
/* A path in its directory. Caller frees. */
char *seam_path(const struct seam *seam, const char *name);

/* A store at store_dir with these users (NULL at the end), each with key slot, user row, signer
 * row and SEAM_PASSWORD, and a recovery code. */
void seam_store_new(struct seam *seam, const char *const *users);
struct keys *seam_unlock(const struct seam *seam, const struct keyring *keyring, const char *user,
			 const char *password, GError **error);
/* Reads the keyring, unlocks, opens; NULL with error. */
struct store *seam_store_open(const struct seam *seam, const char *user, GError **error);

/* The call is the last thing that may set error. */
#define GOOD(call) do { \
	g_autoptr(GError) error = NULL; \
	bool good_ = (call); \
	g_assert_no_error(error); \
	g_assert_true(good_); \
} while (0)
/* Refused, with this kind and these words in the sentence. */
#define REFUSED(call, kind, words) do { \
	g_autoptr(GError) error = NULL; \
	bool good_ = (call); \
	g_assert_false(good_); \
	seam_check_error(error, kind, words); \
} while (0)
void seam_check_error(const GError *error, enum err_kind kind, const char *words);

#endif
