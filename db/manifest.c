#include "db/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define FIRST_LINE "# blotter backup v1"
#define NAME "manifest"
#define SIGNATURE "manifest.sig"
#define FILE_LIMIT (1 << 20)

#define PLACE(name) offsetof(struct manifest, name)

static const struct { const char *key; size_t offset; } headers[] = {
	{ "store", PLACE(store) }, { "marking", PLACE(marking) }, { "made", PLACE(made) }, { "by", PLACE(by) },
	{ "epoch", PLACE(epoch) }, { "seq", PLACE(seq) }, { "head", PLACE(head) }, { "program", PLACE(program) },
};

static char **header_at(const struct manifest *manifest, size_t i)
{
	return (char **)((uintptr_t)manifest + headers[i].offset);
}

static void manifest_file_free(void *data)
{
	struct manifest_file *file = data;

	g_free(file->name);
	g_free(file);
}

struct manifest *manifest_new(void)
{
	struct manifest *manifest = g_new0(struct manifest, 1);

	manifest->files = g_ptr_array_new_with_free_func(manifest_file_free);
	return manifest;
}

void manifest_free(struct manifest *manifest)
{
	if (!manifest)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++)
		g_free(*header_at(manifest, i));
	g_ptr_array_unref(manifest->files);
	g_free(manifest->text);
	g_free(manifest);
}

int64_t manifest_seq(const struct manifest *manifest)
{
	return g_ascii_strtoll(manifest->seq, NULL, 10);
}

/* --- hashing --- */

static bool file_hash(const char *dir, const char *name, uint8_t hash[HASH_LEN], uint64_t *len, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool ok = fd >= 0 && fstat(fd, &st) == 0;

	if (ok && !S_ISREG(st.st_mode))
		err_set(error, ERR_WRONG, _("\"%s\" is no plain file"), path);
	else if (!ok || !crypt_sha256_fd(fd, hash, len))
		ok = err_set(error, ERR_FAILED, _("cannot read \"%s\": %s"), path, g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok && S_ISREG(st.st_mode);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in dir, but for the manifest's own files, sorted. */
static GPtrArray *names_in(const char *dir, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) open = g_dir_open(dir, 0, &why);
	GPtrArray *names;
	const char *name;

	if (!open) {
		err_set(error, ERR_FAILED, _("cannot read \"%s\": %s"), dir, why->message);
		return NULL;
	}
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(open)) != NULL)
		if (strcmp(name, NAME) != 0 && strcmp(name, SIGNATURE) != 0)
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_text);
	return names;
}

static bool hash_all(struct manifest *manifest, const char *dir, GError **error)
{
	g_autoptr(GPtrArray) names = names_in(dir, error);

	for (guint i = 0; names && i < names->len; i++) {
		struct manifest_file *file = g_new0(struct manifest_file, 1);
		uint64_t len;

		file->name = g_strdup(g_ptr_array_index(names, i));
		g_ptr_array_add(manifest->files, file);
		if (!file_hash(dir, file->name, file->hash, &len, error))
			return false;
	}
	return names != NULL;
}

/* --- writing --- */

static char *manifest_text(const struct manifest *manifest)
{
	GString *text = g_string_new(FIRST_LINE "\n");

	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
		g_autofree char *value = text_visible(*header_at(manifest, i), -1, TEXT_LINE);

		g_string_append_printf(text, "# %s %s\n", headers[i].key, value);
	}
	for (guint i = 0; i < manifest->files->len; i++) {
		const struct manifest_file *file = g_ptr_array_index(manifest->files, i);
		g_autofree char *hex = crypt_hex(file->hash, HASH_LEN);

		g_string_append_printf(text, "%s  %s\n", hex, file->name);
	}
	return g_string_free(text, FALSE);
}

static bool put(const char *dir, const char *name, const void *data, size_t len, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return file_create(path, data, len, S_IRUSR | S_IWUSR, error);
}

bool manifest_write(struct manifest *manifest, const char *dir, const uint8_t seed[KEY_LEN], GError **error)
{
	g_autofree char *text = NULL;
	uint8_t signature[SIGNATURE_LEN], encoded[SIGNATURE_ENCODED_MAX];
	size_t len;

	if (!hash_all(manifest, dir, error))
		return false;
	text = manifest_text(manifest);
	if (!crypt_sign(seed, text, strlen(text), signature) || !crypt_signature_encode(signature, encoded, &len))
		return err_set(error, ERR_FAILED, _("the backup could not be signed"));
	return put(dir, NAME, text, strlen(text), error) && put(dir, SIGNATURE, encoded, len, error);
}

/* --- reading --- */

static bool get(const char *dir, const char *name, char **data, size_t *len, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	if (!file_exists(path))
		return err_set(error, ERR_WRONG, _("\"%s\" is missing"), path);
	return file_read(path, FILE_LIMIT, data, len, error);
}

/* A name is one of this directory's, or the manifest could make us read any file there is. */
static bool file_line(struct manifest *manifest, const char *line)
{
	struct manifest_file *file;
	g_autofree char *hex = g_strndup(line, 2 * HASH_LEN);
	const char *name = strlen(line) > 2 * HASH_LEN + 2 ? line + 2 * HASH_LEN + 2 : "";
	uint8_t hash[HASH_LEN];

	if (!crypt_unhex(hex, hash, HASH_LEN) || !*name || strncmp(line + 2 * HASH_LEN, "  ", 2) != 0 ||
	    strchr(name, '/') || *name == '.')
		return false;
	file = g_new0(struct manifest_file, 1);
	file->name = g_strdup(name);
	memcpy(file->hash, hash, HASH_LEN);
	g_ptr_array_add(manifest->files, file);
	return true;
}

static bool header_line(struct manifest *manifest, const char *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
		char **value = header_at(manifest, i);
		size_t len = strlen(headers[i].key);

		if (!*value && strncmp(line, headers[i].key, len) == 0 && line[len] == ' ') {
			*value = g_strdup(line + len + 1);
			return true;
		}
	}
	return false;
}

static bool parse(struct manifest *manifest, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint count = g_strv_length(lines);

	if (count < 2 || strcmp(lines[0], FIRST_LINE) != 0 || *lines[count - 1])
		return false;
	for (guint i = 1; i < count - 1; i++)
		if (g_str_has_prefix(lines[i], "# ") ? !header_line(manifest, lines[i] + 2) :
						       !file_line(manifest, lines[i]))
			return false;
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++)
		if (!*header_at(manifest, i))
			return false;
	return manifest->files->len > 0;
}

struct manifest *manifest_read(const char *dir, GError **error)
{
	CLEANUP(manifest_free) struct manifest *manifest = manifest_new();
	g_autofree char *path = g_build_filename(dir, NAME, NULL), *text = NULL;
	size_t len;

	if (!file_exists(path)) {
		err_set(error, ERR_FAILED, _("\"%s\" is no backup: there is no file \"manifest\" in it"), dir);
		return NULL;
	}
	if (!get(dir, NAME, &text, &len, error))
		return NULL;
	if (strlen(text) != len || !parse(manifest, text)) {
		err_set(error, ERR_WRONG, _("the manifest of \"%s\" was damaged or is of a newer program"), dir);
		return NULL;
	}
	manifest->text = g_steal_pointer(&text);
	return g_steal_pointer(&manifest);
}

/* Of the text that was parsed: the file may be another by now. */
static bool signature_check(const struct manifest *manifest, const char *dir, const uint8_t signer[KEY_LEN],
			    GError **error)
{
	g_autofree char *encoded = NULL;
	uint8_t signature[SIGNATURE_LEN];
	size_t len;

	if (!get(dir, SIGNATURE, &encoded, &len, error))
		return false;
	return (crypt_signature_decode(encoded, len, signature) &&
		crypt_verify(signer, manifest->text, strlen(manifest->text), signature)) ||
	       err_set(error, ERR_WRONG, _("the manifest of \"%s\" was changed: its signature is not the store's"),
		       dir);
}

static bool only_these(const struct manifest *manifest, const char *dir, GError **error)
{
	g_autoptr(GPtrArray) names = names_in(dir, error);

	for (guint i = 0; names && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		bool known = false;

		for (guint n = 0; n < manifest->files->len && !known; n++)
			known = strcmp(name, ((struct manifest_file *)manifest->files->pdata[n])->name) == 0;
		if (!known)
			return err_set(error, ERR_WRONG, _("\"%s/%s\" is not in the manifest"), dir, name);
	}
	return names != NULL;
}

static bool file_check(const struct manifest_file *file, const char *dir, uint64_t *bytes, GError **error)
{
	g_autofree char *path = g_build_filename(dir, file->name, NULL);
	uint8_t hash[HASH_LEN];
	uint64_t len;

	if (!file_exists(path))
		return err_set(error, ERR_WRONG, _("\"%s\" is missing"), path);
	if (!file_hash(dir, file->name, hash, &len, error))
		return false;
	*bytes += len;
	return memcmp(hash, file->hash, HASH_LEN) == 0 ||
	       err_set(error, ERR_WRONG, _("\"%s\" was changed: its hash is not the one in the manifest"), path);
}

bool manifest_check(const struct manifest *manifest, const char *dir, const uint8_t signer[KEY_LEN],
		    uint64_t *bytes, GError **error)
{
	*bytes = 0;
	if (!signature_check(manifest, dir, signer, error) || !only_these(manifest, dir, error))
		return false;
	for (guint i = 0; i < manifest->files->len; i++)
		if (!file_check(g_ptr_array_index(manifest->files, i), dir, bytes, error))
			return false;
	return true;
}
