#include "db/keyring_layout.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/base/secret.h"

#define MAGIC "BLOTKEY\n"
#define FORMAT 1
#define HEADER_SIZE 208
#define SLOT_SIZE 512
#define SLOTS_MAX 256
#define PAGE_SIZE 4096
#define PROFILE 3 /* SQLCipher 3 compatible, 4096-byte pages */

struct place {
	uint16_t offset, len;
};

static const struct place header_places[HEADER_FIELDS] = {
	[HEADER_MAGIC] = { 0, 8 },
	[HEADER_VERSION] = { 8, 2 },
	[HEADER_LEN] = { 10, 2 },
	[HEADER_SLOT_LEN] = { 12, 2 },
	[HEADER_SLOTS] = { 14, 2 },
	[HEADER_UUID] = { 16, 16 },
	[HEADER_GENERATION] = { 32, 8 },
	[HEADER_EPOCH] = { 40, 4 },
	[HEADER_PROFILE] = { 44, 1 },
	[HEADER_KDF_POLICY] = { 45, 1 },
	[HEADER_FLAGS] = { 46, 2 },
	[HEADER_PAGE_SIZE] = { 48, 4 },
	[HEADER_NEXT_SLOT] = { 52, 4 },
	[HEADER_SALT] = { 56, 16 },
	[HEADER_CREATED] = { 72, 8 },
	[HEADER_WRITTEN] = { 80, 8 },
	[HEADER_AUDIT_SEQ] = { 88, 8 },
	[HEADER_AUDIT_LEAF] = { 96, 32 },
	[HEADER_PUBLIC_HASH] = { 128, 32 },
	[HEADER_HOST_CHECK] = { 160, 16 },
	[HEADER_CHECKSUM] = { 176, 32 },
};

static const struct place slot_places[SLOT_FIELDS] = {
	[SLOT_STATE] = { 0, 1 },
	[SLOT_TYPE] = { 1, 1 },
	[SLOT_KDF] = { 2, 1 },
	[SLOT_SUITE] = { 3, 1 },
	[SLOT_ID] = { 4, 4 },
	[SLOT_TAG] = { 8, 16 },
	[SLOT_PASSES] = { 24, 4 },
	[SLOT_MEMORY] = { 28, 4 },
	[SLOT_LANES] = { 32, 4 },
	[SLOT_FLAGS] = { 36, 4 },
	[SLOT_EXPIRY] = { 40, 8 },
	[SLOT_SALT] = { 48, 32 },
	[SLOT_NONCE] = { 80, 12 },
	[SLOT_PUBLIC_LEN] = { 92, 2 },
	[SLOT_BOX_PUBLIC] = { 94, 65 },
	[SLOT_SIGN_PUBLIC] = { 159, 65 },
	[SLOT_ZERO] = { 224, 2 },
	[SLOT_PRIVATE] = { 226, PRIVATE_LEN + TAG_LEN },
	[SLOT_DATA_LEN] = { 306, 2 },
	[SLOT_DATA_KEY] = { 308, 125 },
	[SLOT_REST] = { 433, 79 },
};

static uint64_t number_get(const uint8_t *p, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | p[i];
	return value;
}

static void number_put(uint8_t *p, size_t len, uint64_t value)
{
	for (size_t i = len; i-- > 0; value >>= 8)
		p[i] = (uint8_t)(value & 0xff);
}

static bool all_zero(const uint8_t *p, size_t len)
{
	uint8_t all = 0;

	for (size_t i = 0; i < len; i++)
		all |= p[i];
	return all == 0;
}

uint8_t *header_at(const struct image *image, enum keyring_header field)
{
	return image->bytes + header_places[field].offset;
}

size_t header_len(enum keyring_header field)
{
	return header_places[field].len;
}

uint64_t header_get(const struct image *image, enum keyring_header field)
{
	return number_get(header_at(image, field), header_places[field].len);
}

void header_put(struct image *image, enum keyring_header field, uint64_t value)
{
	number_put(header_at(image, field), header_places[field].len, value);
}

size_t image_slots(const struct image *image)
{
	return (size_t)header_get(image, HEADER_SLOTS);
}

uint8_t *slot_at(const struct image *image, size_t slot, enum keyring_slot field)
{
	return image->bytes + HEADER_SIZE + slot * SLOT_SIZE + slot_places[field].offset;
}

size_t slot_field_len(enum keyring_slot field)
{
	return slot_places[field].len;
}

size_t slot_field_offset(enum keyring_slot field)
{
	return slot_places[field].offset;
}

uint64_t slot_get(const struct image *image, size_t slot, enum keyring_slot field)
{
	return number_get(slot_at(image, slot, field), slot_places[field].len);
}

void slot_put(struct image *image, size_t slot, enum keyring_slot field, uint64_t value)
{
	number_put(slot_at(image, slot, field), slot_places[field].len, value);
}

bool slot_is(const struct image *image, size_t slot, enum slot_type type)
{
	return slot_get(image, slot, SLOT_STATE) == SLOT_ACTIVE &&
	       slot_get(image, slot, SLOT_TYPE) == type;
}

enum crypt_profile image_profile(const struct image *image)
{
	return header_get(image, HEADER_KDF_POLICY) == KDF_POLICY_FIPS ? CRYPT_FIPS : CRYPT_STANDARD;
}

uint64_t image_suite(const struct image *image)
{
	return image_profile(image) == CRYPT_FIPS ? SLOT_P256 : SLOT_X25519;
}

uint64_t image_kdf(const struct image *image, enum slot_type type)
{
	if (type == SLOT_RECOVERY)
		return SLOT_HKDF;
	return image_profile(image) == CRYPT_FIPS ? SLOT_PBKDF2 : SLOT_ARGON2ID;
}

uint8_t *image_mac(const struct image *image)
{
	return image->bytes + image->len - KEYRING_MAC_LEN;
}

void image_init(struct image *image)
{
	image->len = HEADER_SIZE + KEYRING_MAC_LEN;
	image->bytes = g_malloc0(image->len);
	memcpy(header_at(image, HEADER_MAGIC), MAGIC, sizeof(MAGIC) - 1);
	header_put(image, HEADER_VERSION, FORMAT);
	header_put(image, HEADER_LEN, HEADER_SIZE);
	header_put(image, HEADER_SLOT_LEN, SLOT_SIZE);
	header_put(image, HEADER_EPOCH, 1);
	header_put(image, HEADER_PROFILE, PROFILE);
	header_put(image, HEADER_PAGE_SIZE, PAGE_SIZE);
	header_put(image, HEADER_NEXT_SLOT, 1);
}

void image_clear(struct image *image)
{
	g_clear_pointer(&image->bytes, g_free);
	image->len = 0;
}

/* The field and the tail count as zero: the tail is the MAC of the checksum too. */
void image_checksum(const struct image *image, uint8_t out[HASH_LEN])
{
	const struct place *sum = &header_places[HEADER_CHECKSUM];
	const uint8_t *after = image->bytes + sum->offset + sum->len;
	static const uint8_t zero[HASH_LEN];

	crypt_sha256_parts(out, image->bytes, (size_t)sum->offset, zero, sizeof(zero), after,
		(size_t)(image_mac(image) - after), zero, (size_t)KEYRING_MAC_LEN, NULL);
}

bool image_slot_new(struct image *image, size_t *slot)
{
	size_t n = image_slots(image), i = n;
	uint32_t id;

	if (n == SLOTS_MAX)
		for (i = 0; i < n && slot_get(image, i, SLOT_STATE) != SLOT_TOMBSTONE; i++)
			;
	if (i == SLOTS_MAX)
		return false;
	if (i == n) {
		image->bytes = g_realloc(image->bytes, image->len + SLOT_SIZE);
		memset(image_mac(image), 0, KEYRING_MAC_LEN + SLOT_SIZE);
		image->len += SLOT_SIZE;
		header_put(image, HEADER_SLOTS, n + 1);
	}
	image_slot_bury(image, i);
	slot_put(image, i, SLOT_STATE, SLOT_EMPTY);
	*slot = i;
	if (!image_take_id(image, &id))
		return false;
	slot_put(image, i, SLOT_ID, id);
	return true;
}

bool image_take_id(struct image *image, uint32_t *id)
{
	uint64_t next = header_get(image, HEADER_NEXT_SLOT);

	if (next > UINT32_MAX - 1)
		return false;
	header_put(image, HEADER_NEXT_SLOT, next + 1);
	*id = (uint32_t)next;
	return true;
}

void image_slot_bury(struct image *image, size_t slot)
{
	uint64_t id = slot_get(image, slot, SLOT_ID);

	secret_wipe(slot_at(image, slot, SLOT_STATE), SLOT_SIZE);
	slot_put(image, slot, SLOT_STATE, SLOT_TOMBSTONE);
	slot_put(image, slot, SLOT_ID, id);
}

/* --- is it sound? --- */

static bool damaged(const char *name, const char *what, GError **error)
{
	return err_set(error, ERR_FAILED, _("\"%s\" is damaged: %s; restore it from a backup"),
		name, what);
}

static bool form_is_sound(const struct image *image, const char *name, GError **error)
{
	const size_t least = HEADER_SIZE + KEYRING_MAC_LEN;
	size_t known = MIN(image->len, sizeof(MAGIC) - 1);
	uint64_t version;

	if (image->len == 0 || memcmp(image->bytes, MAGIC, known) != 0)
		return err_set(error, ERR_FAILED,
			_("\"%s\" is not a keyring; restore it from a backup"), name);
	if (image->len < least)
		return damaged(name, _("it is cut short"), error);
	version = header_get(image, HEADER_VERSION);
	if (version > FORMAT)
		return err_set(error, ERR_FAILED,
			_("\"%s\" was written by a newer version of this program (format %u); use "
			  "that"),
			name, (unsigned)version);
	if (version != FORMAT || header_get(image, HEADER_LEN) != HEADER_SIZE ||
		header_get(image, HEADER_SLOT_LEN) != SLOT_SIZE || image_slots(image) > SLOTS_MAX)
		return damaged(name, _("its header makes no sense"), error);
	if (image->len < least + image_slots(image) * SLOT_SIZE)
		return damaged(name, _("it is cut short"), error);
	if (image->len > least + image_slots(image) * SLOT_SIZE)
		return damaged(name, _("something was appended to it"), error);
	return true;
}

static bool header_is_sound(const struct image *image)
{
	uint64_t epoch = header_get(image, HEADER_EPOCH);

	return header_get(image, HEADER_PROFILE) == PROFILE &&
	       header_get(image, HEADER_KDF_POLICY) <= KDF_POLICY_FIPS &&
	       (header_get(image, HEADER_FLAGS) & ~(uint64_t)HEADER_FLAG_HOST_KEY) == 0 &&
	       header_get(image, HEADER_PAGE_SIZE) == PAGE_SIZE && epoch > 0 && epoch <= EPOCH_MAX;
}

/* A public key or sealed box is shorter than its place. */
static bool padded(const struct image *image, size_t slot, enum keyring_slot field, size_t used)
{
	return all_zero(slot_at(image, slot, field) + used, slot_places[field].len - used);
}

static bool active_is_sound(const struct image *image, size_t slot)
{
	uint64_t type = slot_get(image, slot, SLOT_TYPE), kdf = slot_get(image, slot, SLOT_KDF);
	const size_t sealed = SEALED_LEN((size_t)KEY_LEN);

	return (type == SLOT_PASSWORD || type == SLOT_RECOVERY) && kdf == image_kdf(image, type) &&
	       slot_get(image, slot, SLOT_SUITE) == image_suite(image) &&
	       (slot_get(image, slot, SLOT_FLAGS) & ~(uint64_t)SLOT_FLAG_HOST_KEY) == 0 &&
	       slot_get(image, slot, SLOT_EXPIRY) == 0 &&
	       slot_get(image, slot, SLOT_PUBLIC_LEN) == KEY_LEN &&
	       padded(image, slot, SLOT_BOX_PUBLIC, KEY_LEN) &&
	       padded(image, slot, SLOT_SIGN_PUBLIC, KEY_LEN) &&
	       padded(image, slot, SLOT_ZERO, 0) &&
	       slot_get(image, slot, SLOT_DATA_LEN) == sealed &&
	       padded(image, slot, SLOT_DATA_KEY, sealed) && padded(image, slot, SLOT_REST, 0);
}

static bool slot_is_sound(const struct image *image, size_t slot)
{
	uint64_t state = slot_get(image, slot, SLOT_STATE), id = slot_get(image, slot, SLOT_ID);
	const size_t head = slot_places[SLOT_TAG].offset;

	if (id == 0 || id >= header_get(image, HEADER_NEXT_SLOT))
		return false;
	for (size_t i = 0; i < slot; i++) {
		if (slot_get(image, i, SLOT_ID) == id)
			return false;
		if (state == SLOT_ACTIVE && slot_is(image, i, slot_get(image, slot, SLOT_TYPE)) &&
			memcmp(slot_at(image, i, SLOT_TAG), slot_at(image, slot, SLOT_TAG),
				slot_places[SLOT_TAG].len) == 0)
			return false;
	}
	if (state == SLOT_TOMBSTONE)
		return all_zero(slot_at(image, slot, SLOT_TYPE), 3) &&
		       all_zero(slot_at(image, slot, SLOT_TAG), SLOT_SIZE - head);
	return state == SLOT_ACTIVE && active_is_sound(image, slot);
}

bool image_take(struct image *image, uint8_t *data, size_t len, const char *name, GError **error)
{
	struct image candidate = { data, len };
	uint8_t sum[HASH_LEN];

	if (!form_is_sound(&candidate, name, error))
		return false;
	image_checksum(&candidate, sum);
	if (memcmp(sum, header_at(&candidate, HEADER_CHECKSUM), HASH_LEN) != 0)
		return damaged(name, _("its checksum does not fit"), error);
	if (!header_is_sound(&candidate))
		return damaged(name, _("its header makes no sense"), error);
	for (size_t i = 0; i < image_slots(&candidate); i++) {
		g_autofree char *what = NULL;

		if (slot_is_sound(&candidate, i))
			continue;
		what = g_strdup_printf(_("its slot %zu makes no sense"), i + 1);
		return damaged(name, what, error);
	}
	*image = candidate;
	return true;
}
