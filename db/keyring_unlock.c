/* Opening a keyring: by password, by recovery code. */
#include <string.h>

#include "db/keyring_code.h"
#include "db/keyring_internal.h"
#include "db/keyring_slot.h"
#include "src/base/i18n.h"

/* All of them, before any KDF runs: a hostile file must not cost gigabytes, nor may the answer
 * depend on whose slot it is. */
static bool costs_allowed(
	const struct image *image, const struct kdf_policy *policy, GError **error)
{
	for (size_t i = 0; i < image_slots(image); i++) {
		struct kdf_cost cost = keyring_slot_cost(image, i);

		if (slot_is(image, i, SLOT_PASSWORD) && !kdf_cost_allowed(policy, &cost))
			return err_set(error, ERR_FAILED,
				_("the keyring was changed: its slot %zu asks for %u passes over "
				  "%u "
				  "KiB in %u lanes, which is out of bounds; restore it from a "
				  "backup"),
				i + 1, cost.passes, cost.memory_kib, cost.lanes);
	}
	return true;
}

static const uint8_t *mixed_host_key(
	const struct image *image, size_t slot, const uint8_t *host_key)
{
	return slot_get(image, slot, SLOT_FLAGS) & SLOT_FLAG_HOST_KEY ? host_key : NULL;
}

/* Argon2id, then the slot's key. slot NO_SLOT: the same work with nothing to open at the end. */
static bool password_open(const struct keyring *keyring, size_t slot,
	const struct passphrase *password, const uint8_t *host_key, const struct kdf_policy *policy,
	const char *lock_dir, struct keys *keys, GError **error)
{
	const struct image *image = &keyring->image;
	size_t model = slot == NO_SLOT ? keyring_find_newest(image, SLOT_PASSWORD) : slot;
	struct kdf_cost cost = model == NO_SLOT ? *kdf_floor(policy) : keyring_slot_cost(image, model);
	uint8_t salt[SALT_LEN], *raw = secret_new(2 * KEY_LEN), *kek = raw + KEY_LEN;
	bool ok;

	crypt_random(salt, sizeof(salt));
	if (slot != NO_SLOT)
		memcpy(salt, slot_at(image, slot, SLOT_SALT), SALT_LEN);
	ok = kdf_run(policy, lock_dir, &cost, password, salt, raw, error);
	if (ok && model != NO_SLOT) {
		slot_kek(image, model, raw, KEY_LEN, mixed_host_key(image, model, host_key), kek);
		ok = slot_open_private(image, model, kek, keys);
	}
	secret_free(raw);
	if (ok && slot != NO_SLOT)
		return true;
	return err_set(error, ERR_LOGIN, _("user or password is wrong"));
}

/* After the private keys are open: the data key, and with it the MAC of the whole file. */
static bool finish(const struct keyring *keyring, size_t slot, struct keys *keys, GError **error)
{
	if (!slot_open_data(&keyring->image, slot, keys))
		return err_set(error, ERR_FAILED,
			_("the keyring was changed: this slot does not open the store's data key; "
			  "restore it from a backup"));
	return keyring_verify(keyring, keys, error);
}

struct keys *keyring_unlock(const struct keyring *keyring, const char *user,
	const struct passphrase *password, const uint8_t *host_key, const struct kdf_policy *policy,
	const char *lock_dir, GError **error)
{
	CLEANUP(keys_free) struct keys *keys = keys_new();
	size_t slot = keyring_find_user(&keyring->image, user);

	if (!costs_allowed(&keyring->image, policy, error) ||
		!keyring_host_key_fits(&keyring->image, host_key, error))
		return NULL;
	/* Nobody has such a password: init and user-password refuse it. */
	if (password->len == 0) {
		err_set(error, ERR_LOGIN, _("user or password is wrong"));
		return NULL;
	}
	if (!password_open(keyring, slot, password, host_key, policy, lock_dir, keys, error) ||
		!finish(keyring, slot, keys, error))
		return NULL;
	return g_steal_pointer(&keys);
}

static bool recovery_open(
	const struct image *image, size_t slot, const char *code, struct keys *keys, GError **error)
{
	uint8_t *raw = secret_new(CODE_LEN), *kek = secret_new(KEY_LEN);
	bool ok = code_parse(code, raw, error);

	if (ok) {
		slot_kek(image, slot, raw, CODE_LEN, NULL, kek);
		ok = slot_open_private(image, slot, kek, keys);
		if (!ok)
			err_set(error, ERR_LOGIN,
				_("this recovery code does not open this store; it is of another "
				  "store, or was replaced by a newer one"));
	}
	secret_free(raw);
	secret_free(kek);
	return ok;
}

struct keys *keyring_unlock_recovery(
	const struct keyring *keyring, const char *code, GError **error)
{
	CLEANUP(keys_free) struct keys *keys = keys_new();
	size_t slot = keyring_find_newest(&keyring->image, SLOT_RECOVERY);

	if (slot == NO_SLOT) {
		err_set(error, ERR_LOGIN, _("this store has no recovery code"));
		return NULL;
	}
	if (!recovery_open(&keyring->image, slot, code, keys, error) ||
		!finish(keyring, slot, keys, error))
		return NULL;
	return g_steal_pointer(&keys);
}

static size_t find_keys(const struct image *image, const struct keys *keys)
{
	for (size_t i = 0; i < image_slots(image); i++)
		if (slot_get(image, i, SLOT_STATE) == SLOT_ACTIVE &&
			memcmp(slot_at(image, i, SLOT_BOX_PUBLIC), keys->box_public, KEY_LEN) == 0)
			return i;
	return NO_SLOT;
}

struct keys *keyring_unlock_with(
	const struct keyring *keyring, const struct keys *keys, GError **error)
{
	CLEANUP(keys_free) struct keys *opened = keys_copy(keys);
	size_t slot = find_keys(&keyring->image, keys);

	if (slot == NO_SLOT) {
		err_set(error, ERR_LOGIN,
			_("your keys do not open this copy: it is from before you had them, or of "
			  "another store"));
		return NULL;
	}
	opened->slot = (uint32_t)slot_get(&keyring->image, slot, SLOT_ID);
	return finish(keyring, slot, opened, error) ? g_steal_pointer(&opened) : NULL;
}

bool keyring_verify(const struct keyring *keyring, const struct keys *keys, GError **error)
{
	const struct image *image = &keyring->image;
	uint8_t *key = secret_new(KEY_LEN), mac[HASH_LEN];

	keys_mac(keys, key);
	crypt_hmac(key, image->bytes, image->len - KEYRING_MAC_LEN, mac);
	secret_free(key);
	if (secret_equal(mac, image_mac(image), KEYRING_MAC_LEN))
		return true;
	return err_set(error, ERR_FAILED,
		_("the keyring was changed by something else than this program; restore it from "
		  "keyring.bak or a backup"));
}
