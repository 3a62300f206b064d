/* The log for others to check, with sha256sum and openssl and no Blotter. */
#include "db/audit.h"

#include <inttypes.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "db/audit_keys.h"
#include "db/canon.h"
#include "db/store_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define SLICE 500
#define SLICE_MS 10000
#define KEY_NAME_DIGITS 16

struct export {
	struct db *db;
	const char *dir, *uuid;
	FILE *lines, *signatures, *names;
	struct audit_keys *keys;
	int64_t seq, time;
	uint8_t leaf[HASH_LEN];
};

/* Not translated: the block is run by tests/db/test-audit.c as it stands. */
static const char readme[] =
	"Audit log of the Blotter store %s\n"
	"\n"
	"audit.jsonl     the log: one entry a line, in order, from the first on\n"
	"signatures.tsv  entry number, signature in hex, the key file to check it with\n"
	"keys/*.pem      the public keys; keys/names.tsv: whose each is, which entry announced it\n"
	"head            v1, store, number of the last entry, its hash, its time (UTC, in ms)\n"
	"\n"
	"Each line carries in \"prev\" the hash of the line before it: SHA-256 over a zero byte\n"
	"and the line without its newline. The first one carries SHA-256(\"blotter/genesis/v1\"\n"
	"and the store's name above). A signature stands on the last entry of each act, over\n"
	"\"blotter/audit/v1\", a zero byte and the 32 bytes of that entry's hash. \"signer\" is\n"
	"whose session signed. A key counts from the act after the one whose entry announces it\n"
	"in \"key\"; only the very first act announces its own. Reason, origin, old and new values\n"
	"are not here: the line has SHA-256(16 bytes of salt and the value) of each; value and\n"
	"salt stay in the store.\n"
	"\n"
	"The hash in `head` proves nothing by itself. Compare it with one that was kept\n"
	"elsewhere: the anchor file, a printed report, an earlier export.\n"
	"\n"
	"Each signature is over a hash that all lines before it went into: one good signature of a\n"
	"person vouches, by that person's key, for the whole log up to there. The last one of each\n"
	"key takes seconds (every=no before the shell's name) and finds whatever was changed, cut out\n"
	"or put in before it. That each act was signed by whom it names, only all signatures tell:\n"
	"openssl starts once for each, some minutes for 100000 of them.\n"
	"\n"
	"To check it all, in this directory, with a shell, awk, coreutils and openssl 1.1.1 or later:\n"
	"\n"
	"```sh\n"
	"set -eu\n"
	"work=$(mktemp -d)\n"
	"trap 'rm -r \"$work\"' EXIT\n"
	"# the hash of each line: in parts, each line in a file, one sha256sum for many\n"
	"mkdir \"$work/line\"\n"
	"split -l 5000 -a 5 audit.jsonl \"$work/part.\"\n"
	"for part in \"$work\"/part.*; do\n"
	"	LC_ALL=C awk -v dir=\"$work/line\" '{ file = dir \"/\" 1000000 + NR\n"
	"		printf \"%%c%%s\", 0, $0 >file; close(file) }' \"$part\"\n"
	"	(cd \"$work/line\" && sha256sum * && rm *) | cut -d ' ' -f 1\n"
	"done >\"$work/hashes\"\n"
	"prev=$(printf %%s 'blotter/genesis/v1%s' | sha256sum | cut -d ' ' -f 1)\n"
	"paste -d ' ' \"$work/hashes\" audit.jsonl | LC_ALL=C awk -v prev=\"$prev\" '\n"
	"	!index($0, \"\\\"prev\\\":\\\"\" prev \"\\\"\") {\n"
	"		print \"entry \" NR \" does not follow the one before it\"; exit 1 }\n"
	"	{ prev = $1 }'\n"
	"n=$(wc -l <audit.jsonl)\n"
	"prev=$(tail -n 1 \"$work/hashes\")\n"
	"test \"$n $prev\" = \"$(cut -d ' ' -f 3,4 head)\" ||\n"
	"	{ echo \"the head is another one\"; exit 1; }\n"
	"\n"
	"# every=no: only the last signature of each key\n"
	"if test \"${every-yes}\" = yes; then cat signatures.tsv; else\n"
	"	awk '{ of[$3] = $0 } END { for (key in of) print of[key] }' signatures.tsv | sort -n\n"
	"fi >\"$work/signatures\"\n"
	"awk 'function octal(hex,  i, out) {\n"
	"		for (i = 1; i < length(hex); i += 2)\n"
	"			out = out sprintf(\"\\\\%%03o\", 16 * at(substr(hex, i, 1)) + \\\n"
	"				at(substr(hex, i + 1, 1)))\n"
	"		return out }\n"
	"	function at(digit) { return index(\"0123456789abcdef\", digit) - 1 }\n"
	"	NR == FNR { hash[FNR] = $1; next }\n"
	"	{ print $1, octal(hash[$1]), octal($2), $3 }' \"$work/hashes\" \"$work/signatures\" |\n"
	"while read -r seq leaf signature key; do\n"
	"	printf \"blotter/audit/v1\\\\000$leaf\" >\"$work/message\"\n"
	"	printf \"$signature\" >\"$work/signature\"\n"
	"	openssl pkeyutl -verify -pubin -inkey \"$key\" -rawin -in \"$work/message\" \\\n"
	"		-sigfile \"$work/signature\" >\"$work/said\" ||\n"
	"		{ echo \"entry $seq is not signed with $key\"; exit 1; }\n"
	"done\n"
	"test \"$(tail -n 1 signatures.tsv | cut -f 1)\" = \"$n\" ||\n"
	"	{ echo \"the last entry is not signed\"; exit 1; }\n"
	"echo \"$n entries, the last one is $prev\"\n"
	"```\n";

static bool written(const struct export *export, bool ok, GError **error)
{
	return ok || err_set(error, ERR_FAILED, _("cannot write in \"%s\": %s"), export->dir,
			     g_strerror(errno));
}

static FILE *file_new(const struct export *export, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(export->dir, name, NULL);
	FILE *file = fopen(path, "wxe");

	written(export, file != NULL, error);
	return file;
}

static bool file_close(const struct export *export, FILE **file, GError **error)
{
	bool ok = fflush(*file) == 0 && fsync(fileno(*file)) == 0;

	ok = fclose(g_steal_pointer(file)) == 0 && ok;
	return written(export, ok, error);
}

/* "keys/0123456789abcdef.pem"; caller frees. */
static char *key_path(const char *key)
{
	return g_strdup_printf("keys/%.*s.pem", KEY_NAME_DIGITS, key);
}

static bool key_write(struct export *export, const char *key, GError **error)
{
	g_autofree char *name = key_path(key);
	g_autofree char *path = g_build_filename(export->dir, name, NULL);
	g_autofree char *pem = NULL;
	uint8_t public_key[KEY_LEN];

	if (file_exists(path))
		return true;
	pem = crypt_unhex(key, public_key, KEY_LEN) ? crypt_public_pem(public_key) : NULL;
	if (!pem)
		return err_set(error, ERR_WRONG, _("the log announces a key that is none; "
						   "run: blotter audit verify"));
	return file_create(path, pem, strlen(pem), S_IRUSR | S_IWUSR, error);
}

static bool key_export(struct export *export, const json_t *entry, GError **error)
{
	const char *key = json_string_value(json_object_get(entry, "key"));
	const char *object = json_string_value(json_object_get(entry, "object"));
	const char *why, *name;
	g_autofree char *path = NULL;

	if (!key)
		return true;
	if (!audit_keys_note(export->keys, export->db, object, key, &why, error) ||
	    !key_write(export, key, error))
		return false;
	path = key_path(key);
	name = audit_keys_announced(export->keys, key);
	return written(export, fprintf(export->names, "%s\t%s\t%" PRId64 "\n", path,
				       name ? name : "-", export->seq) > 0, error);
}

static bool signature_export(struct export *export, const json_t *entry, const void *signature,
			     size_t len, GError **error)
{
	const char *key = audit_keys_find(export->keys,
					  json_string_value(json_object_get(entry, "signer")));
	uint8_t encoded[SIGNATURE_ENCODED_MAX];
	g_autofree char *hex = NULL;
	g_autofree char *path = NULL;

	if (!signature)
		return true;
	if (len != SIGNATURE_LEN || !crypt_signature_encode(signature, encoded, &len))
		return err_set(error, ERR_WRONG, _("a signature in the log is none; run: blotter audit verify"));
	hex = crypt_hex(encoded, len);
	path = key ? key_path(key) : g_strdup("-");
	audit_keys_settle(export->keys);
	return written(export,
		       fprintf(export->signatures, "%" PRId64 "\t%s\t%s\n", export->seq,
			       hex, path) > 0,
		       error);
}

static bool entry_export(struct export *export, struct statement *statement, GError **error)
{
	const char *line = sql_text(statement, 1);
	const void *signature;
	json_t *entry;
	size_t len;
	bool ok;

	export->seq = sql_int(statement, 0);
	canon_leaf(line, export->leaf);
	entry = json_loads(line, 0, NULL);
	export->time = json_integer_value(json_object_get(entry, "time"));
	signature = sql_blob(statement, 2, &len);
	ok = written(export, fprintf(export->lines, "%s\n", line) > 0, error) &&
	     key_export(export, entry, error) &&
	     signature_export(export, entry, signature, len, error);
	json_decref(entry);
	return ok;
}

static bool slice_export(struct export *export, int *read, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(export->db,
		"SELECT seq, line, sig FROM audit WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
	bool row;

	if (!statement)
		return false;
	sql_bind_int(statement, 1, export->seq);
	sql_bind_int(statement, 2, SLICE);
	for (*read = 0;; ++*read) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		if (!entry_export(export, statement, error))
			return false;
	}
}

static bool entries_export(struct export *export, GError **error)
{
	int read;

	do {
		bool outer, ok = sql_read_begin(export->db, SLICE_MS, &outer, error);

		ok = ok && slice_export(export, &read, error);
		if (!sql_read_end(export->db, outer, ok))
			return false;
	} while (read == SLICE);
	return true;
}

static bool text_write(const struct export *export, const char *name, const char *text,
		       GError **error)
{
	g_autofree char *path = g_build_filename(export->dir, name, NULL);

	return file_create(path, text, strlen(text), S_IRUSR | S_IWUSR, error);
}

static bool rest_write(const struct export *export, GError **error)
{
	g_autofree char *hex = crypt_hex(export->leaf, HASH_LEN);
	g_autofree char *head =
		g_strdup_printf("v1 %s %" PRId64 " %s %" PRId64 "\n",
				export->uuid, export->seq, hex, export->time);
	g_autofree char *text = g_strdup_printf(readme, export->uuid, export->uuid);

	return text_write(export, "head", head, error) && text_write(export, "README", text, error);
}

static bool directory_make(const struct export *export, GError **error)
{
	bool made = mkdir(export->dir, S_IRWXU) == 0;

	if (!made && errno == EEXIST)
		return err_set(error, ERR_INVALID, _("\"%s\" exists already; name a new directory"),
			       export->dir);
	return made || err_set(error, ERR_FAILED, _("cannot make \"%s\": %s"), export->dir, g_strerror(errno));
}

static bool export_run(struct export *export, GError **error)
{
	g_autofree char *keys = g_build_filename(export->dir, "keys", NULL);
	bool ok;

	if (!written(export, mkdir(keys, S_IRWXU) == 0, error))
		return false;
	export->lines = file_new(export, "audit.jsonl", error);
	export->signatures = export->lines ? file_new(export, "signatures.tsv", error) : NULL;
	export->names = export->signatures ? file_new(export, "keys/names.tsv", error) : NULL;
	ok = export->names && entries_export(export, error);
	ok = ok && file_close(export, &export->lines, error) &&
	     file_close(export, &export->signatures, error) &&
	     file_close(export, &export->names, error);
	return ok && rest_write(export, error) && file_sync_directory(export->dir, error);
}

bool audit_export(struct store *store, const char *dir, GError **error)
{
	struct export export = { .db = store->db, .dir = dir, .uuid = store->public->uuid,
				 .keys = audit_keys_new() };
	bool made = directory_make(&export, error), ok = made && export_run(&export, error);

	if (export.lines)
		fclose(export.lines);
	if (export.signatures)
		fclose(export.signatures);
	if (export.names)
		fclose(export.names);
	/* a part looks like an export, and is in the way of the next */
	if (made && !ok)
		file_remove_tree(dir);
	audit_keys_free(export.keys);
	return ok;
}
