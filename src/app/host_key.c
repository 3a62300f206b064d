#include "src/app/host_key.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

static bool take(const char *path, uint8_t key[KEY_LEN], GError **error)
{
	g_autofree char *data = NULL;
	size_t len;

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

bool host_key_make(const char *path, uint8_t key[KEY_LEN], GError **error)
{
	if (file_exists(path))
		return take(path, key, error);
	crypt_random(key, KEY_LEN);
	return file_create(path, key, KEY_LEN, 0400, error);
}
