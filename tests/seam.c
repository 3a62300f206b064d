#include "tests/seam.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#include "db/open.h"
#include "src/rules/signer.h"
#include "src/rules/user.h"

#define HEAP (64 << 20)

const struct kdf_policy *seam_kdf_policy(void)
{
	static const struct kdf_policy fips = { .floor = { .passes = 1000 }, .cap = { .passes = 1000 } };
	static const struct kdf_policy cheap = {
		.floor = { .passes = 1, .memory_kib = 8, .lanes = 1 },
		.cap = { .passes = 2, .memory_kib = 16, .lanes = 2 },
		.initial = { .passes = 1, .memory_kib = 8, .lanes = 1 },
		.at_once = 4,
		.fips = &fips,
	};

	return &cheap;
}

static int64_t look_now(void *data)
{
	struct seam *seam = data;

	seam->now += seam->step;
	seam->boot += seam->step;
	return seam->now;
}

static int64_t look_boot(void *data)
{
	const struct seam *seam = data;

	return seam->boot;
}

void seam_init(struct seam *seam)
{
	g_autoptr(GError) error = NULL;

	crypt_init();
	db_process_init();
	*seam = (struct seam){ .now = SEAM_NOW, .boot = HOUR_MS };
	seam->clock = (struct clock){ look_now, look_boot, seam };
	seam->dir = g_dir_make_tmp("blotter-XXXXXX", &error);
	g_assert_no_error(error);
	seam->store_dir = seam_path(seam, "store");
	seam->anchor = seam_path(seam, "anchor");
}

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		if (unlink(inner) != 0)
			remove_tree(inner);
	}
	rmdir(path);
}

void seam_clear(struct seam *seam)
{
	remove_tree(seam->dir);
	g_free(seam->dir);
	g_free(seam->store_dir);
	g_free(seam->anchor);
	g_free(seam->recovery);
}

void seam_keep_heap(void)
{
	mallopt(M_TRIM_THRESHOLD, HEAP);
	mallopt(M_MMAP_THRESHOLD, HEAP / 4);
	mallopt(M_TOP_PAD, HEAP / 16);
}

void seam_wait_asleep(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);

	for (int ms = 0; ms < 60000; ms++) {
		g_autofree char *stat = NULL;

		g_assert_true(g_file_get_contents(path, &stat, NULL, NULL));
		if (strstr(stat, ") S "))
			return;
		g_usleep(1000);
	}
	g_error("process %d does not wait within a minute", (int)pid);
}

char *seam_path(const struct seam *seam, const char *name)
{
	return g_build_filename(seam->dir, name, NULL);
}

void seam_check_error(const GError *error, enum err_kind kind, const char *words)
{
	g_assert_nonnull(error);
	if (!strstr(error->message, words))
		g_error("\"%s\" does not say \"%s\"", error->message, words);
	g_assert_cmpstr(err_word(error), ==, err_word(&(GError){ BLOTTER_ERROR, (int)kind, NULL }));
}

/* --- stores --- */

struct slot_wish {
	const struct seam *seam;
	const struct store *store;
	const char *user;
	uint32_t slot;
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];
	char *recovery;
};

static bool add_slot(struct keyring *keyring, void *data, GError **error)
{
	struct slot_wish *wish = data;
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(SEAM_PASSWORD);

	return keyring_add(keyring, store_keys(wish->store), wish->user, password,
		wish->seam->host_key, seam_kdf_policy(), &wish->slot, wish->box_public,
		wish->sign_public, error);
}

static bool add_recovery(struct keyring *keyring, void *data, GError **error)
{
	struct slot_wish *wish = data;

	return keyring_add_recovery(keyring, store_keys(wish->store), &wish->recovery, error);
}

static void announce(struct tx *tx, const char *user, const uint8_t sign_public[KEY_LEN])
{
	CLEANUP(record_free) struct record *signer = record_new(&signer_object);

	record_set(signer, SIGNER_USER, user);
	record_take(signer, SIGNER_PUBLIC, crypt_hex(sign_public, KEY_LEN));
	record_set_int(signer, SIGNER_AT, tx_time(tx));
	GOOD(tx_insert(tx, signer, &error));
}

static void add_user(const struct seam *seam, struct store *store, struct tx *tx, const char *user)
{
	CLEANUP(record_free) struct record *record = record_new(&user_object);
	struct slot_wish wish = { .seam = seam, .store = store, .user = user };

	GOOD(store_keyring_change(store, add_slot, &wish, &error));
	record_set(record, USER_NAME, user);
	record_set(record, USER_FULL_NAME, user);
	record_set(record, USER_STATE, "active");
	record_set_int(record, USER_CREATED_AT, tx_time(tx));
	record_set(record, USER_CREATED_BY, "system");
	record_set_int(record, USER_SLOT, wish.slot);
	record_set_int(record, USER_EPOCH, keyring_info(store_keyring(store))->epoch);
	record_take(record, USER_PUBLIC_BOX, crypt_hex(wish.box_public, KEY_LEN));
	record_take(record, USER_PUBLIC_SIGN, crypt_hex(wish.sign_public, KEY_LEN));
	GOOD(tx_insert(tx, record, &error));
	announce(tx, user, wish.sign_public);
}

static void fill(struct seam *seam, struct store *store, const char *const *users)
{
	const struct stamp stamp = { "system", "system", "", "tty /dev/pts/0", "init", NULL };
	struct slot_wish wish = { .seam = seam, .store = store };
	struct tx *tx = NULL;

	GOOD((tx = tx_begin(store, &stamp, &error)) != NULL);
	announce(tx, "system", store_keys(store)->sign_public);
	for (; *users; users++)
		add_user(seam, store, tx, *users);
	GOOD(store_keyring_change(store, add_recovery, &wish, &error));
	seam->recovery = wish.recovery;
	GOOD(tx_commit(tx, NULL, &error));
}

void seam_store_new(struct seam *seam, const char *const *users)
{
	struct store_public public = {
		.organisation = (char *)"Example Works",
		.marking = (char *)"CUI",
		.notice = (char *)"This system is watched.",
		.notice_version = 1,
		.anchor = seam->anchor,
	};
	struct store_answers answers = { &public, seam->host_key };
	struct store *store = NULL;

	GOOD(store_create(seam->store_dir, &answers, &seam->clock, &store, &error));
	fill(seam, store, users);
	GOOD(store_finish(store, &error));
}

struct keys *seam_unlock(const struct seam *seam, const struct keyring *keyring, const char *user,
	const char *password, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(password);

	return keyring_unlock(
		keyring, user, typed, seam->host_key, seam_kdf_policy(), seam->dir, error);
}

struct store *seam_store_open(const struct seam *seam, const char *user, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(seam->store_dir, error);
	struct keys *keys = keyring ? seam_unlock(seam, keyring, user, SEAM_PASSWORD, error) : NULL;
	struct store *store = NULL;

	if (!keys || !store_open(seam->store_dir, keyring, keys, &seam->clock, NULL, &store, error))
		return NULL;
	return store;
}
