/* No change of a keyring goes unseen, and one of its two copies is enough. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "tests/db/ring.h"
#include "tests/tally.h"

/* Each bit of the file, first as damage, then by somebody who repairs the plain checksum. */
static void test_every_bit(void)
{
	struct ring ring;
	struct image image;
	size_t sum, refused = 0;

	ring_init(&ring, NULL);
	image = (struct image){ ring.bytes, ring.len };
	sum = (size_t)(header_at(&image, HEADER_CHECKSUM) - ring.bytes);
	GOOD(bytes_open(&ring, ring.bytes, ring.len, &error));
	for (size_t bit = 0; bit < 8 * ring.len; bit++) {
		g_autofree uint8_t *changed = g_memdup2(ring.bytes, ring.len);
		g_autoptr(GError) why = NULL;

		changed[bit / 8] = (uint8_t)(changed[bit / 8] ^ 1 << bit % 8);
		if (bytes_open(&ring, changed, ring.len, NULL))
			g_error("bit %zu of byte %zu", bit % 8, bit / 8);
		if (bit / 8 >= sum && bit / 8 < sum + HASH_LEN)
			continue;
		repair(changed, ring.len);
		if (bytes_open(&ring, changed, ring.len, &why))
			g_error("bit %zu of byte %zu, with the checksum repaired", bit % 8,
				bit / 8);
		g_assert_nonnull(why);
		refused++;
	}
	TALLY_FOUND("Tampering", "each bit of a keyring turned", 8 * ring.len, 8 * ring.len);
	TALLY_FOUND("Tampering", "each bit of a keyring turned, and its plain checksum made anew",
		    8 * (ring.len - HASH_LEN), refused);
	ring_clear(&ring);
}

static void test_every_length(void)
{
	struct ring ring;
	unsigned longer_ones = 0;

	ring_init(&ring, NULL);
	for (size_t len = 0; len < ring.len; len++) {
		g_autofree uint8_t *shorter = g_memdup2(ring.bytes, MAX(len, 1));
		g_autoptr(GError) why = NULL;

		g_assert_false(bytes_open(&ring, shorter, len, &why));
		g_assert_true(
			strstr(why->message, "cut short") || strstr(why->message, "not a keyring"));
	}
	for (size_t more = 1; more < 600; more += 7) {
		g_autofree uint8_t *longer = g_malloc0(ring.len + more);

		memcpy(longer, ring.bytes, ring.len);
		REFUSED(bytes_open(&ring, longer, ring.len + more, &error), ERR_FAILED, "appended");
		longer_ones++;
	}
	TALLY_FOUND("Tampering", "a keyring cut off at each of its bytes", ring.len, ring.len);
	TALLY_FOUND("Tampering", "bytes appended to a keyring", longer_ones, longer_ones);
	ring_clear(&ring);
}

static uint8_t *slot_bytes(uint8_t *bytes, size_t len, size_t slot)
{
	struct image image = { bytes, len };

	return slot_at(&image, slot, SLOT_STATE);
}

static void test_slots_moved(void)
{
	g_autofree uint8_t *changed = NULL;
	struct ring ring, other;
	uint8_t keep[512];

	ring_init(&ring, NULL);
	ring_init(&other, NULL);
	changed = g_memdup2(ring.bytes, ring.len);
	/* two slots change places */
	memcpy(keep, slot_bytes(changed, ring.len, 0), 512);
	memcpy(slot_bytes(changed, ring.len, 0), slot_bytes(changed, ring.len, 1), 512);
	memcpy(slot_bytes(changed, ring.len, 1), keep, 512);
	repair(changed, ring.len);
	REFUSED(bytes_open(&ring, changed, ring.len, &error), ERR_FAILED, "was changed");
	/* cal's slot under bea's name: cal's password must not open it as bea */
	memcpy(changed, ring.bytes, ring.len);
	memcpy(keep, slot_bytes(changed, ring.len, 0) + 8, KEYRING_TAG_LEN);
	memset(slot_bytes(changed, ring.len, 0) + 8, 7, KEYRING_TAG_LEN);
	memcpy(slot_bytes(changed, ring.len, 1) + 8, keep, KEYRING_TAG_LEN);
	repair(changed, ring.len);
	REFUSED(bytes_open(&ring, changed, ring.len, &error), ERR_LOGIN, WRONG);
	/* a slot of another store */
	memcpy(changed, ring.bytes, ring.len);
	memcpy(slot_bytes(changed, ring.len, 0) + 24, slot_bytes(other.bytes, ring.len, 0) + 24,
		512 - 24);
	repair(changed, ring.len);
	REFUSED(bytes_open(&ring, changed, ring.len, &error), ERR_LOGIN, WRONG);
	ring_clear(&ring);
	ring_clear(&other);
}

/* Who was revoked keeps a copy of the slot and puts it back. */
static void test_revived(void)
{
	g_autofree uint8_t *old = NULL;
	struct ring ring;

	ring_init(&ring, NULL);
	old = g_memdup2(ring.bytes, ring.len);
	GOOD(keyring_revoke(ring.keyring, "bea", &error));
	save(&ring);
	REFUSED(bytes_open(&ring, ring.bytes, ring.len, &error), ERR_LOGIN, WRONG);
	memcpy(slot_bytes(ring.bytes, ring.len, 0), slot_bytes(old, ring.len, 0), 512);
	repair(ring.bytes, ring.len);
	REFUSED(bytes_open(&ring, ring.bytes, ring.len, &error), ERR_FAILED, "was changed");
	REFUSED(keyring_revoke(ring.keyring, "bea", &error), ERR_INVALID, "no slot");
	ring_clear(&ring);
}

/* Out of bounds is refused before a KDF runs, for anybody who asks. */
static void test_bounds(void)
{
	static const struct {
		enum keyring_slot field;
		uint64_t value;
	} rows[] = {
		{ SLOT_PASSES, 0 },
		{ SLOT_PASSES, 3 },
		{ SLOT_PASSES, UINT32_MAX },
		{ SLOT_MEMORY, 7 },
		{ SLOT_MEMORY, 17 },
		{ SLOT_MEMORY, UINT32_MAX },
		{ SLOT_LANES, 0 },
		{ SLOT_LANES, 3 },
		{ SLOT_LANES, UINT32_MAX },
	};
	struct ring ring;

	ring_init(&ring, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree uint8_t *changed = g_memdup2(ring.bytes, ring.len);
		struct image image = { changed, ring.len };

		slot_put(&image, 1, rows[i].field, rows[i].value);
		repair(changed, ring.len);
		REFUSED(bytes_open(&ring, changed, ring.len, &error), ERR_FAILED, "out of bounds");
	}
	ring_clear(&ring);
}

static void test_newer(void)
{
	struct ring ring;
	struct image image;

	ring_init(&ring, NULL);
	image = (struct image){ ring.bytes, ring.len };
	header_put(&image, HEADER_VERSION, 2);
	repair(ring.bytes, ring.len);
	REFUSED(bytes_open(&ring, ring.bytes, ring.len, &error), ERR_FAILED, "newer version");
	REFUSED(bytes_open(&ring, (const uint8_t *)"SQLite format 3", 15, &error), ERR_FAILED,
		"not a keyring");
	ring_clear(&ring);
}

/* --- two copies --- */

static void check_copy(const struct ring *ring, uint64_t generation, bool damaged)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(ring->seam.dir, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(keyring_info(keyring)->generation, ==, generation);
	g_assert_cmpint(keyring_info(keyring)->damaged_copy, ==, damaged);
}

static void test_copies(void)
{
	g_autofree uint8_t *old = NULL;
	struct ring ring, other;
	size_t old_len;

	ring_init(&ring, NULL);
	check_copy(&ring, 1, false);
	old = g_memdup2(ring.bytes, ring.len);
	old_len = ring.len;
	GOOD(keyring_revoke(ring.keyring, "cal", &error));
	save(&ring);
	check_copy(&ring, 2, false);
	put(ring.backup, old, old_len); /* killed between the two writes */
	check_copy(&ring, 2, true);
	put(ring.backup, ring.bytes, ring.len);
	put(ring.path, old, old_len);
	check_copy(&ring, 2, true);
	put(ring.path, ring.bytes, ring.len / 2);
	check_copy(&ring, 2, true);
	g_unlink(ring.path);
	check_copy(&ring, 2, true);
	save(&ring);
	check_copy(&ring, 3, false);
	ring_init(&other, NULL);
	put(ring.backup, other.bytes, other.len);
	REFUSED(reads(&ring, &error), ERR_FAILED, "different stores");
	put(ring.backup, "x", 1);
	put(ring.path, "", 0);
	REFUSED(reads(&ring, &error), ERR_FAILED, "not a keyring");
	g_unlink(ring.path);
	g_unlink(ring.backup);
	REFUSED(reads(&ring, &error), ERR_FAILED, "missing");
	ring_clear(&ring);
	ring_clear(&other);
}

static void test_modes(void)
{
	g_autofree char *away = NULL;
	struct ring ring;

	ring_init(&ring, NULL);
	g_assert_cmpint(g_chmod(ring.path, 0640), ==, 0);
	REFUSED(reads(&ring, &error), ERR_FAILED, "open to other users");
	g_assert_cmpint(g_chmod(ring.path, 0600), ==, 0);
	away = seam_path(&ring.seam, "away");
	g_assert_cmpint(g_rename(ring.backup, away), ==, 0);
	g_assert_cmpint(symlink(away, ring.backup), ==, 0);
	REFUSED(reads(&ring, &error), ERR_FAILED, ring.backup);
	REFUSED(keyring_read("/nonexistent/store", &error), ERR_FAILED, "no store");
	ring_clear(&ring);
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keyring/every-bit", test_every_bit);
	g_test_add_func("/keyring/every-length", test_every_length);
	g_test_add_func("/keyring/slots-moved", test_slots_moved);
	g_test_add_func("/keyring/revived", test_revived);
	g_test_add_func("/keyring/bounds", test_bounds);
	g_test_add_func("/keyring/newer", test_newer);
	g_test_add_func("/keyring/copies", test_copies);
	g_test_add_func("/keyring/modes", test_modes);
	return g_test_run();
}
