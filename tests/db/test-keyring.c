/* The keyring: its form, who it opens for, and how that is changed. */
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/keyring_code.h"
#include "tests/db/ring.h"

/* tests/db/keyring-v1: bea with SEAM_PASSWORD */
#define OLD_UUID "0ffdd448-90b3-4873-8464-5d5b5ad6534d"
#define OLD_TAG "5418a7ea7a74e24b20935cd76a9c9400"
#define OLD_DATA_KEY "857501433c24b64a230e50d43e7b61b523d5c946c22e1b9194156e49274ee13d"
#define OLD_CODE "8NT6-8F2M-0TP1-B2ZE-XC2E-RM2P-QY99-ATW1-XM36"

/* --- the format --- */

/* No byte of the file is without a field, and none has two. */
static void test_layout(void)
{
	struct image image;
	size_t at = 0;

	image_init(&image);
	for (int i = 0; i < HEADER_FIELDS; i++) {
		g_assert_cmpint(header_at(&image, i) - image.bytes, ==, (gssize)at);
		at += header_len(i);
	}
	g_assert_cmpuint(at, ==, header_get(&image, HEADER_LEN));
	g_assert_cmpuint(image.len, ==, at + KEYRING_MAC_LEN);
	at = 0;
	for (int i = 0; i < SLOT_FIELDS; i++) {
		g_assert_cmpuint(slot_field_offset(i), ==, at);
		at += slot_field_len(i);
	}
	g_assert_cmpuint(at, ==, header_get(&image, HEADER_SLOT_LEN));
	image_clear(&image);
}

/* Computed once by another program (doc/FORMATS.md says how). */
static void test_vectors(void)
{
	static const uint8_t salt[STORE_SALT_LEN] = { 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6,
		0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf };
	CLEANUP(keys_free) struct keys *keys = keys_new();
	g_autofree char *hex = NULL, *code = NULL;
	uint8_t mac[KEY_LEN], bytes[CODE_LEN], again[CODE_LEN];
	char *text;

	for (size_t i = 0; i < KEY_LEN; i++)
		keys->data_key[i] = (uint8_t)i;
	text = keys_sqlcipher(keys, 1, salt);
	g_assert_cmpstr(text, ==,
		"x'31c9b6b45c4297299e4f3bab3941734b4e39f204d3196725d06be249180e21cc"
		"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf'");
	secret_free(text);
	keys_mac(keys, mac);
	hex = crypt_hex(mac, sizeof(mac));
	g_assert_cmpstr(
		hex, ==, "fe90ad6c22b3a1df7a0ee28dfb8b07742b6cea05d59c3f124e99ca691ef59f1c");
	for (size_t i = 0; i < CODE_LEN; i++)
		bytes[i] = (uint8_t)i;
	code = code_text(bytes);
	g_assert_cmpstr(code, ==, "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-SRC7");
	GOOD(code_parse(code, again, &error));
	g_assert_cmpmem(bytes, CODE_LEN, again, CODE_LEN);
}

/* A keyring written by the first version opens for ever. */
static void test_old_file(void)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "db", "keyring-v1", NULL);
	g_autofree char *data = NULL, *hex = NULL;
	CLEANUP(keyring_free) struct keyring *keyring = NULL;
	CLEANUP(keys_free) struct keys *keys = NULL;
	CLEANUP(keys_free) struct keys *recovered = NULL;
	g_autoptr(GError) error = NULL;
	struct seam seam;
	char tag[2 * KEYRING_TAG_LEN + 1];
	size_t len;

	seam_init(&seam);
	g_assert_true(g_file_get_contents(path, &data, &len, &error));
	keyring = keyring_from_bytes(data, len, path, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(keyring_info(keyring)->uuid, ==, OLD_UUID);
	g_assert_cmpuint(keyring_info(keyring)->generation, ==, 1);
	g_assert_cmpuint(keyring_info(keyring)->epoch, ==, 1);
	keyring_user_tag(keyring, "bea", tag);
	g_assert_cmpstr(tag, ==, OLD_TAG);
	keys = seam_unlock(&seam, keyring, "bea", SEAM_PASSWORD, &error);
	g_assert_no_error(error);
	hex = crypt_hex(keys->data_key, KEY_LEN);
	g_assert_cmpstr(hex, ==, OLD_DATA_KEY);
	recovered = keyring_unlock_recovery(keyring, OLD_CODE, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(keys->data_key, KEY_LEN, recovered->data_key, KEY_LEN);
	seam_clear(&seam);
}

/* --- opening --- */

static void test_unlock(void)
{
	CLEANUP(keys_free) struct keys *keys = NULL;
	g_autoptr(GError) wrong = NULL;
	g_autoptr(GError) unknown = NULL;
	uint8_t signature[SIGNATURE_LEN];
	struct ring ring;

	ring_init(&ring, NULL);
	keys = unlock(&ring, "bea", SEAM_PASSWORD, &wrong);
	g_assert_no_error(wrong);
	g_assert_cmpuint(keys->slot, ==, 1);
	g_assert_true(crypt_sign(keys->sign_seed, "x", 1, signature));
	g_assert_true(crypt_verify(keys->sign_public, "x", 1, signature));
	GOOD(opens(&ring, "BEA", SEAM_PASSWORD, &error));
	g_assert_null(unlock(&ring, "bea", "something else entirely", &wrong));
	g_assert_null(unlock(&ring, "nobody", SEAM_PASSWORD, &unknown));
	g_assert_true(err_is(wrong, ERR_LOGIN));
	g_assert_true(err_is(unknown, ERR_LOGIN));
	g_assert_cmpstr(wrong->message, ==, unknown->message);
	REFUSED(opens(&ring, "bea", "", &error), ERR_LOGIN, WRONG);
	g_assert_true(keyring_has_user(ring.keyring, "bea"));
	g_assert_false(keyring_has_user(ring.keyring, "nobody"));
	ring_clear(&ring);
}

/* What this process has computed so far, in ns: others on the host do not count. */
static int64_t computed(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The least that a refusal of this user took. */
static int64_t least_work(
	const struct keyring *keyring, const struct kdf_policy *policy, const char *user)
{
	CLEANUP(passphrase_free)
	struct passphrase *typed = passphrase_new_from("not this one at all");
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < 15; i++) {
		int64_t start = computed();

		g_assert_null(keyring_unlock(keyring, user, typed, NULL, policy, NULL, NULL));
		least = MIN(least, computed() - start);
	}
	return least;
}

static void test_same_time(void)
{
	static const struct kdf_policy policy = {
		.floor = { 1, 8, 1 },
		.cap = { 3, 4096, 1 },
		.initial = { 3, 4096, 1 },
		.at_once = 1,
	};
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(SEAM_PASSWORD);
	CLEANUP(keys_free) struct keys *keys = NULL;
	CLEANUP(keyring_free) struct keyring *keyring = NULL;
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];
	int64_t known, unknown;
	uint32_t slot;

	keyring = keyring_new(false, &keys);
	GOOD(keyring_add(keyring, keys, "bea", password, NULL, &policy, &slot, box_public,
		sign_public, &error));
	known = least_work(keyring, &policy, "bea");
	unknown = least_work(keyring, &policy, "nobody");
	g_assert_cmpint(unknown, <, 2 * known);
	g_assert_cmpint(known, <, 2 * unknown);
}

static void test_recovery(void)
{
	CLEANUP(keys_free) struct keys *keys = NULL;
	g_autofree char *loose = NULL, *first = NULL;
	g_autoptr(GError) why = NULL;
	struct ring ring, other;

	ring_init(&ring, NULL);
	ring_init(&other, NULL);
	keys = keyring_unlock_recovery(ring.keyring, ring.code, &why);
	g_assert_no_error(why);
	g_assert_cmpmem(keys->data_key, KEY_LEN, ring.keys->data_key, KEY_LEN);
	loose = g_ascii_strdown(ring.code, -1);
	g_strdelimit(loose, "-", ' ');
	keys_free(keys);
	keys = keyring_unlock_recovery(ring.keyring, loose, &why);
	g_assert_no_error(why);
	REFUSED(keyring_unlock_recovery(ring.keyring, other.code, &error), ERR_LOGIN,
		"does not open this store");
	REFUSED(keyring_unlock_recovery(ring.keyring, "ABCD", &error), ERR_INVALID,
		"instead of 36");
	REFUSED(keyring_unlock_recovery(ring.keyring, "ABCD-1234-U", &error), ERR_INVALID,
		"group 3");
	first = ring.code;
	GOOD(keyring_add_recovery(ring.keyring, ring.keys, &ring.code, &error));
	save(&ring);
	REFUSED(keyring_unlock_recovery(ring.keyring, first, &error), ERR_LOGIN, "replaced");
	ring_clear(&ring);
	ring_clear(&other);
}

/* Every single mistyped letter is found, and told from a wrong code. */
static void test_mistyped(void)
{
	uint8_t bytes[CODE_LEN];
	struct ring ring;

	ring_init(&ring, NULL);
	for (size_t i = 0; ring.code[i]; i++) {
		g_autofree char *typed = g_strdup(ring.code);

		if (typed[i] == '-')
			continue;
		typed[i] = typed[i] == 'A' ? 'B' : 'A';
		REFUSED(code_parse(typed, bytes, &error), ERR_INVALID, "mistyped");
	}
	ring_clear(&ring);
}

static void test_host_key(void)
{
	static const uint8_t key[KEY_LEN] = { 1, 2, 3 }, wrong[KEY_LEN] = { 1, 2, 4 };
	CLEANUP(keys_free) struct keys *keys = NULL;
	struct ring ring;

	ring_init(&ring, key);
	GOOD(opens(&ring, "bea", SEAM_PASSWORD, &error));
	ring.seam.host_key = NULL;
	REFUSED(opens(&ring, "bea", SEAM_PASSWORD, &error), ERR_FAILED, "needs the host key");
	REFUSED(opens(&ring, "nobody", SEAM_PASSWORD, &error), ERR_FAILED, "needs the host key");
	ring.seam.host_key = wrong;
	REFUSED(opens(&ring, "bea", SEAM_PASSWORD, &error), ERR_FAILED, "not the one");
	keys = keyring_unlock_recovery(ring.keyring, ring.code, NULL);
	g_assert_nonnull(keys);
	ring_clear(&ring);
}

/* --- changing --- */

static void test_password(void)
{
	CLEANUP(passphrase_free)
	struct passphrase *fresh = passphrase_new_from("another long passphrase");
	CLEANUP(keys_free) struct keys *keys = NULL;
	CLEANUP(keys_free) struct keys *again = NULL;
	CLEANUP(stretched_free) struct stretched *stretched = NULL;
	struct ring ring;
	uint32_t slot;

	ring_init(&ring, NULL);
	keys = unlock(&ring, "bea", SEAM_PASSWORD, NULL);
	GOOD((stretched = keyring_stretch(
		      ring.keyring, fresh, seam_kdf_policy(), NULL, &error)) != NULL);
	REFUSED(keyring_change_password(
			ring.keyring, keys, "cal", stretched, NULL, &slot, &error),
		ERR_DENIED, "only \"cal\"");
	GOOD(keyring_change_password(
		ring.keyring, keys, "bea", stretched, NULL, &slot, &error));
	g_assert_cmpuint(slot, ==, 4);
	save(&ring);
	REFUSED(opens(&ring, "bea", SEAM_PASSWORD, &error), ERR_LOGIN, WRONG);
	GOOD(opens(&ring, "cal", SEAM_PASSWORD, &error));
	again = unlock(&ring, "bea", "another long passphrase", NULL);
	g_assert_nonnull(again);
	g_assert_cmpuint(again->slot, ==, slot);
	again->slot = keys->slot;
	g_assert_cmpmem(keys, sizeof(*keys), again, sizeof(*again));
	ring_clear(&ring);
}

static void test_reset(void)
{
	CLEANUP(keys_free) struct keys *before = NULL;
	CLEANUP(keys_free) struct keys *after = NULL;
	struct ring ring;
	uint32_t slot;

	ring_init(&ring, NULL);
	before = unlock(&ring, "bea", SEAM_PASSWORD, NULL);
	GOOD(add(&ring, "Bea", "a one-time passphrase", &slot, &error));
	g_assert_cmpuint(slot, ==, 4);
	save(&ring);
	REFUSED(opens(&ring, "bea", SEAM_PASSWORD, &error), ERR_LOGIN, WRONG);
	after = unlock(&ring, "bea", "a one-time passphrase", NULL);
	g_assert_nonnull(after);
	g_assert_cmpuint(after->slot, ==, 4);
	g_assert_true(memcmp(before->sign_public, after->sign_public, KEY_LEN) != 0);
	ring_clear(&ring);
}

static void signs_as(struct keys *keys, const uint8_t public_key[KEY_LEN])
{
	uint8_t signature[SIGNATURE_LEN];

	g_assert_true(sign_key_sign(keys_signer(keys), "x", 1, signature));
	g_assert_true(crypt_verify(public_key, "x", 1, signature));
}

/* The key made ready goes with its pair: not into a copy, and not on to the next pair. */
static void test_signer(void)
{
	struct keys *keys = keys_new();
	CLEANUP(keys_free) struct keys *copy = NULL;
	uint8_t first[KEY_LEN];

	g_assert_true(keys_sign_pair(keys));
	memcpy(first, keys->sign_public, KEY_LEN);
	signs_as(keys, first);
	copy = keys_copy(keys);
	g_assert_null(copy->signer);
	g_assert_true(keys_sign_pair(keys));
	signs_as(keys, keys->sign_public);
	keys_free(keys);
	signs_as(copy, first);
}

/* Tombstones are used again when there is no room, their numbers never. */
static void test_full(void)
{
	struct ring ring;
	uint32_t slot = 0;

	ring_init(&ring, NULL);
	for (unsigned i = 3; i < KEYRING_SLOTS; i++) {
		g_autofree char *user = g_strdup_printf("user%u", i);

		GOOD(add(&ring, user, SEAM_PASSWORD, &slot, &error));
	}
	g_assert_cmpuint(slot, ==, KEYRING_SLOTS);
	REFUSED(add(&ring, "one-more", SEAM_PASSWORD, &slot, &error), ERR_FAILED, "full");
	GOOD(keyring_revoke(ring.keyring, "user77", &error));
	GOOD(add(&ring, "one-more", SEAM_PASSWORD, &slot, &error));
	g_assert_cmpuint(slot, ==, KEYRING_SLOTS + 1);
	save(&ring);
	GOOD(opens(&ring, "one-more", SEAM_PASSWORD, &error));
	GOOD(opens(&ring, "user200", SEAM_PASSWORD, &error));
	GOOD(reads(&ring, &error));
	ring_clear(&ring);
}

/* --- what it costs --- */

static void test_cost(void)
{
	const struct kdf_policy *standard = kdf_policy_standard();
	static const struct kdf_policy small = {
		.floor = { 1, 64, 1 },
		.cap = { 1, 4096, 1 },
		.initial = { 1, 0, 1 },
		.at_once = 1,
	};
	struct kdf_cost cost;

	g_assert_cmpuint(standard->floor.memory_kib, ==, 64 * 1024);
	g_assert_cmpuint(standard->floor.passes, ==, 3);
	g_assert_cmpuint(standard->floor.lanes, ==, 4);
	g_assert_cmpuint(standard->cap.memory_kib, ==, 1024 * 1024);
	g_assert_cmpuint(standard->at_once, ==, 4);
	cost = kdf_cost_initial(&small);
	g_assert_true(kdf_cost_allowed(&small, &cost));
	g_assert_cmpuint(cost.memory_kib, ==, 4096);
}

/* What was calibrated for the first holds for all that follow. */
static void test_same_cost(void)
{
	static const struct kdf_policy cheaper = {
		.floor = { 1, 8, 1 },
		.cap = { 2, 1024, 2 },
		.initial = { 1, 0, 1 },
		.at_once = 1,
	};
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(SEAM_PASSWORD);
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];
	struct ring ring;
	struct image image;
	uint32_t slot;

	ring_init(&ring, NULL);
	GOOD(keyring_add(ring.keyring, ring.keys, "dot", password, NULL, &cheaper, &slot,
		box_public, sign_public, &error));
	save(&ring);
	image = (struct image){ ring.bytes, ring.len };
	g_assert_cmpuint(slot_get(&image, 3, SLOT_MEMORY), ==, 8);
	g_assert_cmpuint(slot_get(&image, 3, SLOT_ID), ==, slot);
	ring_clear(&ring);
}

/* All turns are taken by another process for a while: we wait for it, whoever of us is slow. */
static void test_turns(void)
{
	struct kdf_policy one = *seam_kdf_policy();
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(SEAM_PASSWORD);
	g_autofree char *path = NULL;
	struct keys *keys;
	struct ring ring;
	gint64 given_back, end;
	int ready[2];
	pid_t child;
	char c;

	ring_init(&ring, NULL);
	one.at_once = 1;
	path = seam_path(&ring.seam, "kdf-0");
	g_assert_cmpint(pipe(ready), ==, 0);
	child = fork();
	if (child == 0) {
		int fd = file_lock(path, true, -1, NULL);

		if (write(ready[1], "x", 1) == 1)
			g_usleep(300 * 1000);
		given_back = g_get_monotonic_time();
		_exit(fd < 0 || write(ready[1], &given_back, sizeof given_back) != sizeof given_back);
	}
	g_assert_cmpint(read(ready[0], &c, 1), ==, 1);
	keys = keyring_unlock(ring.keyring, "bea", password, NULL, &one, ring.seam.dir, NULL);
	end = g_get_monotonic_time();
	g_assert_nonnull(keys);
	g_assert_cmpint(read(ready[0], &given_back, sizeof given_back), ==, sizeof given_back);
	g_assert_cmpint(end, >=, given_back);
	keys_free(keys);
	waitpid(child, NULL, 0);
	REFUSED(keyring_unlock(ring.keyring, "bea", password, NULL, &one, "/nonexistent", &error),
		ERR_FAILED, "/nonexistent");
	ring_clear(&ring);
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keyring/layout", test_layout);
	g_test_add_func("/keyring/vectors", test_vectors);
	g_test_add_func("/keyring/old-file", test_old_file);
	g_test_add_func("/keyring/unlock", test_unlock);
	g_test_add_func("/keyring/same-time", test_same_time);
	g_test_add_func("/keyring/recovery", test_recovery);
	g_test_add_func("/keyring/mistyped", test_mistyped);
	g_test_add_func("/keyring/host-key", test_host_key);
	g_test_add_func("/keyring/password", test_password);
	g_test_add_func("/keyring/reset", test_reset);
	g_test_add_func("/keyring/signer", test_signer);
	g_test_add_func("/keyring/full", test_full);
	g_test_add_func("/keyring/cost", test_cost);
	g_test_add_func("/keyring/same-cost", test_same_cost);
	g_test_add_func("/keyring/turns", test_turns);
	return g_test_run();
}
