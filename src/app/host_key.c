#include "src/app/host_key.h"

#include <string.h>

#include "db/keyring.h"
#include "db/store.h"
#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

static bool take(const char *path, uint8_t key[KEY_LEN], GError **error)
{
	g_autofree char *data = NULL;
	size_t len;

	if (!file_exists(path))
		return err_set(error, ERR_FAILED, _("there is no host key \"%s\": put back the file made at init, or "
			       "use the recovery code"), path);
	if (!file_check_private(path, error) || !file_read(path, KEY_LEN, &data, &len, error))
		return false;
	if (len != KEY_LEN)
		return err_set(error, ERR_FAILED, _("the host key \"%s\" has %zu bytes instead of %d; "
			       "put back the file made at init"), path, len, KEY_LEN);
	memcpy(key, data, KEY_LEN);
	secret_wipe(data, len);
	return true;
}

bool host_key_read(const char *path, uint8_t key[KEY_LEN], bool *have, GError **error)
{
	*have = path != NULL;
	return !path || take(path, key, error);
}

bool host_key_make(const char *path, uint8_t key[KEY_LEN], bool *made, GError **error)
{
	*made = false;
	if (file_exists(path))
		return take(path, key, error);
	crypt_random(key, KEY_LEN);
	*made = file_create(path, key, KEY_LEN, 0400, error);
	return *made;
}

bool host_key_fits(struct store *store)
{
	const char *path = store_public(store)->host_key;
	uint8_t *key = secret_new(KEY_LEN);
	bool have, fits = host_key_read(path, key, &have, NULL) &&
			  (!have || keyring_is_host_key(store_keyring(store), key));

	secret_free(key);
	return fits;
}

static bool take_as_new(struct keyring *keyring, void *data, GError **error)
{
	(void)error;
	keyring_set_host_key(keyring, data);
	return true;
}

bool host_key_renew(struct store *store, bool *made, GError **error)
{
	const char *path = store_public(store)->host_key;
	uint8_t *key = secret_new(KEY_LEN);
	bool ok, file_made;

	*made = false;
	ok = !path || host_key_make(path, key, &file_made, error);
	/* a file that is there may be of another store, or of an earlier try */
	*made = ok && path && !keyring_is_host_key(store_keyring(store), key);
	ok = ok && (!*made || store_keyring_change(store, take_as_new, key, error));
	secret_free(key);
	return ok;
}
