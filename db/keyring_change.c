/* Changing a keyring: who can open it, and with what. */
#include <string.h>

#include "db/keyring_code.h"
#include "db/keyring_internal.h"
#include "db/keyring_slot.h"
#include "src/base/i18n.h"

/* Everybody's slot costs the same, or the time of a refusal would tell who is a user here. */
static struct kdf_cost cost_of_new(const struct image *image, const struct kdf_policy *policy)
{
	size_t newest = keyring_find_newest(image, SLOT_PASSWORD);
	struct kdf_cost cost;

	if (policy->initial.memory_kib == 0 && newest != NO_SLOT) {
		cost = keyring_slot_cost(image, newest);
		if (kdf_cost_allowed(policy, &cost))
			return cost;
	}
	return kdf_cost_initial(policy);
}

struct stretched *keyring_stretch(const struct keyring *keyring,
	const struct passphrase *password, const struct kdf_policy *policy, const char *lock_dir,
	GError **error)
{
	CLEANUP(stretched_free)
	struct stretched *stretched = secret_new(sizeof(struct stretched));

	stretched->cost = cost_of_new(&keyring->image, policy);
	crypt_random(stretched->salt, SALT_LEN);
	if (!kdf_run(policy, lock_dir, &stretched->cost, password, stretched->salt,
		    stretched->raw, error))
		return NULL;
	return g_steal_pointer(&stretched);
}

/* New secret for the slot: parameters and salt, then the private keys under what came out. */
static bool password_close(struct image *image, size_t slot, const struct keys *keys,
	const struct stretched *stretched, const uint8_t *host_key, GError **error)
{
	uint8_t *kek = secret_new(KEY_LEN);
	bool ok;

	slot_put(image, slot, SLOT_PASSES, stretched->cost.passes);
	slot_put(image, slot, SLOT_MEMORY, stretched->cost.memory_kib);
	slot_put(image, slot, SLOT_LANES, stretched->cost.lanes);
	slot_put(image, slot, SLOT_FLAGS, host_key ? SLOT_FLAG_HOST_KEY : 0);
	memcpy(slot_at(image, slot, SLOT_SALT), stretched->salt, SALT_LEN);
	slot_kek(image, slot, stretched->raw, KEY_LEN, host_key, kek);
	ok = slot_lock_private(image, slot, keys, kek) ||
	     err_set(error, ERR_FAILED, _("the private keys could not be encrypted"));
	secret_free(kek);
	return ok;
}

static bool keys_make(struct keys *pair, const struct keys *keys, GError **error)
{
	memcpy(pair->data_key, keys->data_key, KEY_LEN);
	return (crypt_box_keypair(pair->box_private, pair->box_public) &&
		       keys_sign_pair(pair)) ||
	       err_set(error, ERR_FAILED, _("no key pair could be made"));
}

static bool slot_begin(struct image *image, enum slot_type type, size_t *slot, GError **error)
{
	if (!image_slot_new(image, slot))
		return err_set(error, ERR_FAILED,
			_("the keyring is full: %d people can open a store; disable somebody "
			  "first"),
			KEYRING_SLOTS);
	slot_put(image, *slot, SLOT_STATE, SLOT_ACTIVE);
	slot_put(image, *slot, SLOT_TYPE, type);
	slot_put(image, *slot, SLOT_KDF, image_kdf(image, type));
	slot_put(image, *slot, SLOT_SUITE, image_suite(image));
	return true;
}

/* Changes are made on a copy: a failure half-way leaves the keyring as it was. */
static void image_accept(struct keyring *keyring, struct keyring *changed)
{
	image_clear(&keyring->image);
	keyring->image = changed->image;
	changed->image = (struct image){ NULL };
	keyring_info_update(keyring);
}

/* The host key given now is the one of this store, or becomes it with the first slot. */
static bool host_key_settle(struct image *image, const uint8_t **host_key, GError **error)
{
	uint8_t check[HASH_LEN];

	if (!(header_get(image, HEADER_FLAGS) & HEADER_FLAG_HOST_KEY)) {
		*host_key = NULL;
		return true;
	}
	if (!keyring_host_key_fits(image, *host_key, error))
		return false;
	keyring_host_check(image, *host_key, check);
	memcpy(header_at(image, HEADER_HOST_CHECK), check, header_len(HEADER_HOST_CHECK));
	return true;
}

bool keyring_add(struct keyring *keyring, const struct keys *keys, const char *user,
	const struct passphrase *password, const uint8_t *host_key, const struct kdf_policy *policy,
	uint32_t *slot, uint8_t box_public[KEY_LEN], uint8_t sign_public[KEY_LEN], GError **error)
{
	CLEANUP(stretched_free)
	struct stretched *stretched = keyring_stretch(keyring, password, policy, NULL, error);

	return stretched && keyring_add_stretched(keyring, keys, user, stretched, host_key, slot,
				    box_public, sign_public, error);
}

bool keyring_add_stretched(struct keyring *keyring, const struct keys *keys, const char *user,
	const struct stretched *stretched, const uint8_t *host_key, uint32_t *slot,
	uint8_t box_public[KEY_LEN], uint8_t sign_public[KEY_LEN], GError **error)
{
	CLEANUP(keyring_free) struct keyring *changed = keyring_copy(keyring);
	CLEANUP(keys_free) struct keys *pair = keys_new();
	struct image *image = &changed->image;
	uint8_t tag[HASH_LEN];
	size_t old = keyring_find_user(image, user), i;

	if (!host_key_settle(image, &host_key, error) || !keys_make(pair, keys, error))
		return false;
	if (old != NO_SLOT)
		image_slot_bury(image, old);
	if (!slot_begin(image, SLOT_PASSWORD, &i, error))
		return false;
	keyring_tag(image, user, tag);
	memcpy(slot_at(image, i, SLOT_TAG), tag, KEYRING_TAG_LEN);
	if (!password_close(image, i, pair, stretched, host_key, error))
		return false;
	if (!slot_seal_data(image, i, pair))
		return err_set(error, ERR_FAILED, _("the data key could not be sealed"));
	*slot = (uint32_t)slot_get(image, i, SLOT_ID);
	memcpy(box_public, pair->box_public, KEY_LEN);
	memcpy(sign_public, pair->sign_public, KEY_LEN);
	image_accept(keyring, changed);
	return true;
}

bool keyring_change_password(struct keyring *keyring, const struct keys *keys, const char *user,
	const struct stretched *stretched, const uint8_t *host_key, uint32_t *id, GError **error)
{
	CLEANUP(keyring_free) struct keyring *changed = keyring_copy(keyring);
	struct image *image = &changed->image;
	size_t slot = keyring_find_user(image, user);

	if (slot == NO_SLOT || slot_get(image, slot, SLOT_ID) != keys->slot)
		return err_set(error, ERR_DENIED,
			_("only \"%s\" can change this password; an account admin can reset it"),
			user);
	if (!host_key_settle(image, &host_key, error))
		return false;
	if (!image_take_id(image, id))
		return err_set(error, ERR_FAILED, _("the keyring has no slot number left"));
	slot_put(image, slot, SLOT_ID, *id);
	if (!password_close(image, slot, keys, stretched, host_key, error))
		return false;
	if (!slot_seal_data(image, slot, keys))
		return err_set(error, ERR_FAILED, _("the data key could not be sealed"));
	image_accept(keyring, changed);
	return true;
}

bool keyring_revoke(struct keyring *keyring, const char *user, GError **error)
{
	size_t slot = keyring_find_user(&keyring->image, user);

	if (slot == NO_SLOT)
		return err_set(error, ERR_INVALID, _("\"%s\" has no slot in the keyring"), user);
	image_slot_bury(&keyring->image, slot);
	return true;
}

bool keyring_add_recovery(
	struct keyring *keyring, const struct keys *keys, char **code, GError **error)
{
	CLEANUP(keyring_free) struct keyring *changed = keyring_copy(keyring);
	CLEANUP(keys_free) struct keys *pair = keys_new();
	struct image *image = &changed->image;
	size_t old = keyring_find_newest(image, SLOT_RECOVERY), slot;
	uint8_t *raw, *kek;
	bool ok;

	if (!keys_make(pair, keys, error))
		return false;
	if (old != NO_SLOT)
		image_slot_bury(image, old);
	if (!slot_begin(image, SLOT_RECOVERY, &slot, error))
		return false;
	raw = secret_new(CODE_LEN);
	kek = secret_new(KEY_LEN);
	crypt_random(raw, CODE_LEN);
	crypt_random(slot_at(image, slot, SLOT_SALT), SALT_LEN);
	slot_kek(image, slot, raw, CODE_LEN, NULL, kek);
	ok = slot_lock_private(image, slot, pair, kek) && slot_seal_data(image, slot, pair);
	if (ok) {
		*code = code_text(raw);
		image_accept(keyring, changed);
	} else {
		err_set(error, ERR_FAILED, _("the recovery slot could not be made"));
	}
	secret_free(raw);
	secret_free(kek);
	return ok;
}

void keyring_set_salt(struct keyring *keyring, const uint8_t salt[STORE_SALT_LEN])
{
	memcpy(header_at(&keyring->image, HEADER_SALT), salt, STORE_SALT_LEN);
	keyring_info_update(keyring);
}

bool keyring_rotate(
	struct keyring *keyring, const struct keys *keys, struct keys **rotated, GError **error)
{
	CLEANUP(keyring_free) struct keyring *changed = keyring_copy(keyring);
	CLEANUP(keys_free) struct keys *next = keys_copy(keys);
	struct image *image = &changed->image;
	uint64_t epoch = header_get(image, HEADER_EPOCH) + 1;

	if (epoch > EPOCH_MAX)
		return err_set(error, ERR_FAILED, _("the data key was changed %d times; no number is left"),
			EPOCH_MAX);
	header_put(image, HEADER_EPOCH, epoch);
	crypt_random(header_at(image, HEADER_SALT), STORE_SALT_LEN);
	crypt_random(next->data_key, KEY_LEN);
	for (size_t i = 0; i < image_slots(image); i++)
		if (slot_get(image, i, SLOT_STATE) == SLOT_ACTIVE && !slot_seal_data(image, i, next))
			return err_set(error, ERR_FAILED, _("the data key could not be sealed"));
	image_accept(keyring, changed);
	*rotated = g_steal_pointer(&next);
	return true;
}

void keyring_set_host_key(struct keyring *keyring, const uint8_t host_key[KEY_LEN])
{
	uint8_t check[HASH_LEN];

	keyring_host_check(&keyring->image, host_key, check);
	memcpy(header_at(&keyring->image, HEADER_HOST_CHECK), check, header_len(HEADER_HOST_CHECK));
}

bool keyring_is_host_key(const struct keyring *keyring, const uint8_t host_key[KEY_LEN])
{
	return keyring_host_key_fits(&keyring->image, host_key, NULL);
}
