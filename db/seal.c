#include "db/seal.h"

#include <string.h>

#include "db/keys.h"
#include "db/store_internal.h"

GBytes *seal_make(const struct store *store, const char *label, const char *text)
{
	size_t len = strlen(text);
	uint8_t *sealed = g_malloc(SEALED_LEN(len));

	if (!crypt_seal(store->keys->box_public, label, strlen(label), text, len, sealed))
		g_error("sealing failed");
	return g_bytes_new_take(sealed, SEALED_LEN(len));
}

char *seal_open(const struct store *store, const char *label, GBytes *sealed)
{
	size_t len;
	const uint8_t *bytes = g_bytes_get_data(sealed, &len);
	char *text = g_malloc0(len - SEALED_LEN(0) + 1);

	if (crypt_open(store->keys->box_private, store->keys->box_public, label, strlen(label), bytes, len,
		       (uint8_t *)text))
		return text;
	g_free(text);
	return NULL;
}
