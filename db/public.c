#include "db/public.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "src/base/crypt_profile.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define FORMAT 1
#define FILE_LIMIT (1 << 20)
#define PREFIX "blotter/public/v1"

struct text_field {
	const char *key;
	size_t offset;
	bool optional;
};

#define PLACE(name) offsetof(struct store_public, name)

static const struct text_field text_fields[] = {
	{ "store", PLACE(uuid), false },
	{ "organisation", PLACE(organisation), false },
	{ "marking", PLACE(marking), false },
	{ "notice", PLACE(notice), false },
	{ "anchor", PLACE(anchor), false },
	{ "host_key", PLACE(host_key), true },
	{ "certificate", PLACE(certificate), false },
	{ "demo", PLACE(demo), true },
	{ "profile", PLACE(profile), true },
};

static char **text_at(const struct store_public *public, const struct text_field *field)
{
	return (char **)((uintptr_t) public + field->offset);
}

void store_public_free(struct store_public *public)
{
	if (!public)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
		g_free(*text_at(public, &text_fields[i]));
	g_free(public);
}

struct store_public *store_public_copy(const struct store_public *public)
{
	struct store_public *copy = g_memdup2(public, sizeof(*public));

	for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
		*text_at(copy, &text_fields[i]) = g_strdup(*text_at(public, &text_fields[i]));
	return copy;
}

/* jansson's memory is malloc's; what leaves here is GLib's. */
static char *dump(const json_t *json, size_t flags)
{
	char *text = json_dumps(json, JSON_SORT_KEYS | JSON_ENSURE_ASCII | flags), *copy;

	if (!text)
		g_error("JSON cannot be written");
	copy = g_strdup(text);
	free(text);
	return copy;
}

/* What is signed: keys sorted, no spaces, ASCII, without the signature itself. */
static char *signed_text(const json_t *json)
{
	json_t *bare = json_copy((json_t *)(uintptr_t)json);
	g_autofree char *text = NULL;

	json_object_del(bare, "signature");
	text = dump(bare, JSON_COMPACT);
	json_decref(bare);
	return g_strconcat(PREFIX, "\n", text, NULL);
}

/* A path can be any bytes; jansson would leave it out without a word. */
static bool texts_fit(const struct store_public *public, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++) {
		const char *value = *text_at(public, &text_fields[i]);

		if (value && !text_is_utf8(value, strlen(value)))
			return err_set(error, ERR_INVALID, _("%s: \"%s\" is no UTF-8 text, as the store's file "
				       "\"public\" must be; take another name"), text_fields[i].key, value);
	}
	return true;
}

char *public_text(const struct store_public *public, const uint8_t seed[KEY_LEN], const uint8_t sign_public[KEY_LEN],
	size_t *len, uint8_t hash[HASH_LEN], GError **error)
{
	json_t *json;
	g_autofree char *signer = crypt_hex(sign_public, KEY_LEN), *message = NULL, *hex = NULL;
	g_autofree char *body = NULL;
	uint8_t signature[SIGNATURE_LEN];
	char *text;

	if (!texts_fit(public, error))
		return NULL;
	json = json_object();
	json_object_set_new(json, "format", json_integer(FORMAT));
	json_object_set_new(json, "notice_version", json_integer(public->notice_version));
	json_object_set_new(json, "signer", json_string(signer));
	for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++) {
		const char *value = *text_at(public, &text_fields[i]);

		if (value || !text_fields[i].optional)
			json_object_set_new(
				json, text_fields[i].key, json_string(value ? value : ""));
	}
	message = signed_text(json);
	if (!crypt_sign(seed, message, strlen(message), signature))
		g_error("the store's key does not sign");
	hex = crypt_hex(signature, sizeof(signature));
	json_object_set_new(json, "signature", json_string(hex));
	body = dump(json, JSON_INDENT(2));
	json_decref(json);
	text = g_strconcat(body, "\n", NULL);
	*len = strlen(text);
	crypt_sha256(text, *len, hash);
	return text;
}

static bool hex_field(const json_t *json, const char *key, void *out, size_t len)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text && crypt_unhex(text, out, len);
}

/* Before its signature can be told: which algorithms this is about. */
static bool profile_use(const json_t *json, const char *path, GError **error)
{
	const char *name = json_string_value(json_object_get(json, "profile"));
	enum crypt_profile profile = CRYPT_STANDARD;

	return name && !crypt_profile_find(name, &profile) ?
		err_set(error, ERR_FAILED, _("\"%s\" names a profile that this version does not know"), path) :
		crypt_profile_use(profile, error);
}

static bool signature_fits(const json_t *json)
{
	g_autofree char *message = signed_text(json);
	uint8_t signer[KEY_LEN], signature[SIGNATURE_LEN];

	return hex_field(json, "signer", signer, sizeof(signer)) &&
	       hex_field(json, "signature", signature, sizeof(signature)) &&
	       crypt_verify(signer, message, strlen(message), signature);
}

static struct store_public *from_json(const json_t *json)
{
	CLEANUP(store_public_free) struct store_public *public = g_new0(struct store_public, 1);
	const json_t *version = json_object_get(json, "notice_version");

	if (!json_is_integer(version) || json_integer_value(version) < 0 ||
		json_integer_value(version) > G_MAXINT)
		return NULL;
	public->notice_version = (int)json_integer_value(version);
	if (!hex_field(json, "signer", public->signer, KEY_LEN))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++) {
		const json_t *value = json_object_get(json, text_fields[i].key);

		if (!value && text_fields[i].optional)
			continue;
		if (!json_is_string(value))
			return NULL;
		*text_at(public, &text_fields[i]) = g_strdup(json_string_value(value));
	}
	return g_steal_pointer(&public);
}

static struct store_public *parse(const char *path, const char *data, size_t len, bool verify, GError **error)
{
	json_t *json = json_loadb(data, len, JSON_REJECT_DUPLICATES, NULL);
	json_int_t format = json_integer_value(json_object_get(json, "format"));
	struct store_public *public = NULL;

	if (format > FORMAT)
		err_set(error, ERR_FAILED,
			_("\"%s\" was written by a newer version of this program (format %d); use "
			  "that"),
			path, (int)format);
	else if (json && verify && !profile_use(json, path, error))
		;
	else if (!json_is_object(json) || format != FORMAT || (verify && !signature_fits(json)))
		err_set(error, ERR_FAILED,
			_("\"%s\" was changed: its signature does not fit; restore it from a "
			  "backup"),
			path);
	else if (!(public = from_json(json)))
		err_set(error, ERR_FAILED, _("\"%s\" is not complete; restore it from a backup"),
			path);
	json_decref(json);
	return public;
}

static char *read_text(const char *path, size_t *len, GError **error)
{
	char *data;

	return file_check_private(path, error) && file_read(path, FILE_LIMIT, &data, len, error) ? data : NULL;
}

/* NULL without an error: it is another one. */
static struct store_public *read_hashed(const char *path, const uint8_t hash[HASH_LEN], GError **error)
{
	size_t len;
	g_autofree char *data = read_text(path, &len, error);
	uint8_t own[HASH_LEN];

	if (!data)
		return NULL;
	crypt_sha256(data, len, own);
	return memcmp(own, hash, HASH_LEN) == 0 ? parse(path, data, len, true, error) : NULL;
}

char **public_places(const char *dir)
{
	static const char *const keys[] = { "anchor", "host_key" };
	g_autofree char *path = g_build_filename(dir, "public", NULL), *data = NULL;
	char **places = g_new0(char *, G_N_ELEMENTS(keys) + 1), **next = places;
	json_t *json = NULL;
	size_t len;

	if (file_read(path, FILE_LIMIT, &data, &len, NULL))
		json = json_loadb(data, len, JSON_REJECT_DUPLICATES, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (json_is_string(json_object_get(json, keys[i])))
			*next++ = g_strdup(json_string_value(json_object_get(json, keys[i])));
	json_decref(json);
	return places;
}

static struct store_public *read_any(const char *dir, bool verify, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "public", NULL), *data = NULL;
	size_t len;

	if (!file_exists(dir)) {
		err_set(error, ERR_FAILED,
			_("there is no store \"%s\"; give the right directory, or make one: "
			  "blotter init"),
			dir);
		return NULL;
	}
	data = file_check_private(dir, error) ? read_text(path, &len, error) : NULL;
	return data ? parse(path, data, len, verify, error) : NULL;
}

struct store_public *store_public_read(const char *dir, GError **error)
{
	return read_any(dir, true, error);
}

struct store_public *store_public_glance(const char *dir, GError **error)
{
	return read_any(dir, false, error);
}

struct store_public *public_read_pinned(
	const char *dir, const uint8_t hash[HASH_LEN], GError **error)
{
	static const char *const names[] = { "public", "public.next", "public" };
	g_autofree char *path = g_build_filename(dir, "public", NULL);
	g_autoptr(GError) why = NULL;

	/* Another process may do the switch between two of these: hence the third look. */
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *candidate = g_build_filename(dir, names[i], NULL);
		struct store_public *public;

		g_clear_error(&why);
		public = read_hashed(candidate, hash, &why);
		if (public && i == 1)
			public_switch(dir, NULL);
		if (public)
			return public;
	}
	if (why)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		err_set(error, ERR_FAILED,
			_("\"%s\" was changed by something else than this program: the keyring "
			  "knows "
			  "another one; restore it from a backup"),
			path);
	return NULL;
}

bool public_write_next(const char *dir, const char *text, size_t len, GError **error)
{
	g_autofree char *next = g_build_filename(dir, "public.next", NULL);

	return file_replace(next, text, len, 0600, error);
}

bool public_switch(const char *dir, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "public", NULL);
	g_autofree char *next = g_build_filename(dir, "public.next", NULL);

	if (rename(next, path) != 0)
		return err_set(error, ERR_FAILED, _("cannot replace \"%s\""), path);
	return file_sync_directory(dir, error);
}
