#include "db/checkpoint.h"

#include <inttypes.h>
#include <string.h>

#include "db/canon.h"
#include "db/sql.h"
#include "db/store_internal.h"
#include "src/base/crypt_profile.h"
#include "src/base/i18n.h"

#define LEVELS 63		/* of a tree of as many leaves as an int64_t counts */
#define SLICE 500
#define SLICE_MS 10000
#define KEY_ID_LEN 4
#define ED25519 1		/* C2SP signed-note: the kind of a key */
#define ECDSA 2			/* … over P-256 with SHA-256 */
#define SIGNATURE_START "\xe2\x80\x94 "

/* The roots of the full subtrees of what was added, one a level at most. */
struct tree {
	int64_t size;
	uint8_t roots[LEVELS][HASH_LEN];
};

static void node(const uint8_t left[HASH_LEN], const uint8_t right[HASH_LEN], uint8_t out[HASH_LEN])
{
	static const char one[] = "\x01";
	uint8_t hash[HASH_LEN];

	crypt_sha256_parts(hash, one, (size_t)1, left, (size_t)HASH_LEN, right, (size_t)HASH_LEN, NULL);
	memcpy(out, hash, HASH_LEN);
}

static void tree_add(struct tree *tree, const uint8_t leaf[HASH_LEN])
{
	uint8_t hash[HASH_LEN];
	int level = 0;

	memcpy(hash, leaf, HASH_LEN);
	for (; tree->size >> level & 1; level++)
		node(tree->roots[level], hash, hash);
	memcpy(tree->roots[level], hash, HASH_LEN);
	tree->size++;
}

/* size > 0 */
static void tree_root(const struct tree *tree, uint8_t root[HASH_LEN])
{
	bool begun = false;

	for (int level = 0; level < LEVELS; level++) {
		if (!(tree->size >> level & 1))
			continue;
		if (begun)
			node(tree->roots[level], root, root);
		else
			memcpy(root, tree->roots[level], HASH_LEN);
		begun = true;
	}
}

/* --- the note --- */

struct note {
	int64_t size;
	uint8_t root[HASH_LEN];
	char *text;	/* what is signed: all up to the empty line */
};

static void note_free(void *data)
{
	struct note *note = data;

	g_free(note->text);
	g_free(note);
}

static char *origin_of(const struct store_public *public)
{
	return g_strconcat("blotter/", public->uuid, NULL);
}

/* The kind of the store's key and the key: Ed25519 its bytes, ECDSA in DER. */
static GByteArray *typed_key(const struct store_public *public)
{
	GByteArray *typed = g_byte_array_new();
	bool ecdsa = crypt_profile() == CRYPT_FIPS;
	g_autofree uint8_t *der = NULL;
	size_t len = 0;

	g_byte_array_append(typed, (const uint8_t[]){ ecdsa ? ECDSA : ED25519 }, 1);
	if (ecdsa)
		der = crypt_public_der(public->signer, &len);
	g_byte_array_append(typed, ecdsa ? der : public->signer, ecdsa ? (guint)len : KEY_LEN);
	return typed;
}

static void key_id(const char *origin, const GByteArray *typed, uint8_t id[HASH_LEN])
{
	if (typed->data[0] == ECDSA)
		crypt_sha256(typed->data + 1, typed->len - 1, id);
	else
		crypt_sha256_parts(id, origin, strlen(origin), "\n", (size_t)1, typed->data, (size_t)typed->len,
				   NULL);
}

static char *signed_note(struct store *store, const char *text, GError **error)
{
	g_autofree char *origin = origin_of(store->public), *base64 = NULL;
	g_autoptr(GByteArray) typed = typed_key(store->public);
	uint8_t id[HASH_LEN], raw[SIGNATURE_LEN], signature[KEY_ID_LEN + SIGNATURE_ENCODED_MAX];
	size_t len;
	uint8_t *seed = store_seed(store, error);
	bool ok = seed && crypt_sign(seed, text, strlen(text), raw) &&
		  crypt_signature_encode(raw, signature + KEY_ID_LEN, &len);

	secret_free(seed);
	if (!ok) {
		err_set(error, ERR_FAILED, _("the checkpoint could not be signed"));	/* if nothing else was it */
		return NULL;
	}
	key_id(origin, typed, id);
	memcpy(signature, id, KEY_ID_LEN);
	base64 = g_base64_encode(signature, KEY_ID_LEN + len);
	return g_strdup_printf("%s\n" SIGNATURE_START "%s %s\n", text, origin, base64);
}

/* --- walking the log --- */

struct walk {
	struct tree tree;
	uint8_t leaf[HASH_LEN];	/* of the last entry */
	GPtrArray *notes;	/* of struct note, to be met on the way; NULL: none */
};

static bool meet(const struct walk *walk, GError **error)
{
	uint8_t root[HASH_LEN];

	for (guint i = 0; walk->notes && i < walk->notes->len; i++) {
		const struct note *note = g_ptr_array_index(walk->notes, i);

		if (note->size != walk->tree.size)
			continue;
		tree_root(&walk->tree, root);
		if (memcmp(root, note->root, HASH_LEN) != 0)
			return err_set(error, ERR_WRONG, _("the first %" PRId64 " entries are not those that a "
				       "checkpoint was made of: the log was written anew"), note->size);
	}
	return true;
}

static bool slice(struct walk *walk, struct db *db, int *read, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "SELECT line FROM audit WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
	bool row;

	if (!statement)
		return false;
	sql_bind_int(statement, 1, walk->tree.size);
	sql_bind_int(statement, 2, SLICE);
	for (*read = 0;; ++*read) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		canon_leaf(sql_text(statement, 0), walk->leaf);
		tree_add(&walk->tree, walk->leaf);
		if (!meet(walk, error))
			return false;
	}
}

static bool walk_log(struct walk *walk, struct db *db, GError **error)
{
	int read;

	do {
		bool outer, ok = sql_read_begin(db, SLICE_MS, &outer, error);

		ok = ok && slice(walk, db, &read, error);
		if (!sql_read_end(db, outer, ok))
			return false;
	} while (read == SLICE);
	return true;
}

char *checkpoint_make(struct store *store, GError **error)
{
	struct walk walk = { .notes = NULL };
	g_autofree char *origin = origin_of(store->public), *root64 = NULL, *leaf = NULL, *when = NULL, *text = NULL;
	uint8_t root[HASH_LEN];

	if (!walk_log(&walk, store->db, error))
		return NULL;
	tree_root(&walk.tree, root);
	root64 = g_base64_encode(root, HASH_LEN);
	leaf = crypt_hex(walk.leaf, HASH_LEN);
	when = time_iso(clock_now(store->clock));
	text = g_strdup_printf("%s\n%" PRId64 "\n%s\nhead %s\ntime %s\n", origin, walk.tree.size, root64, leaf, when);
	return signed_note(store, text, error);
}

/* --- notes from outside --- */

/* lines[0] is the origin. *used: how many lines it has, the signature's with them. */
static struct note *note_read(char **lines, guint *used)
{
	struct note *note = g_new0(struct note, 1);
	GString *text = g_string_new(NULL);
	gsize len = 0;
	guint n = 0;

	for (; lines[n] && *lines[n]; n++)
		g_string_append_printf(text, "%s\n", lines[n]);
	*used = n;
	note->text = g_string_free(text, FALSE);
	if (n >= 3 && lines[n] && lines[n + 1] &&
	    g_ascii_string_to_signed(lines[1], 10, 1, G_MAXINT64, &note->size, NULL)) {
		g_autofree guchar *root = g_base64_decode(lines[2], &len);

		if (len == HASH_LEN)
			memcpy(note->root, root, HASH_LEN);
	}
	if (len == HASH_LEN)
		return note;
	note_free(note);
	return NULL;
}

static bool signature_fits(const struct store_public *public, const struct note *note, const char *line)
{
	g_autofree char *origin = origin_of(public), *start = g_strconcat(SIGNATURE_START, origin, " ", NULL);
	g_autoptr(GByteArray) typed = typed_key(public);
	g_autofree guchar *signature = NULL;
	uint8_t id[HASH_LEN], raw[SIGNATURE_LEN];
	gsize len = 0;

	if (!g_str_has_prefix(line, start))
		return false;
	signature = g_base64_decode(line + strlen(start), &len);
	key_id(origin, typed, id);
	return len > KEY_ID_LEN && memcmp(signature, id, KEY_ID_LEN) == 0 &&
	       crypt_signature_decode(signature + KEY_ID_LEN, len - KEY_ID_LEN, raw) &&
	       crypt_verify(public->signer, note->text, strlen(note->text), raw);
}

static GPtrArray *notes_read(const struct store_public *public, const char *text, GError **error)
{
	g_autofree char *origin = origin_of(public);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(note_free);
	guint used;

	for (guint i = 0; lines[i]; i++) {
		struct note *note;

		if (strcmp(lines[i], origin) != 0)
			continue;
		note = note_read(lines + i, &used);
		if (note)
			g_ptr_array_add(notes, note);
		if (!note || !signature_fits(public, note, lines[i + used + 1])) {
			err_set(error, ERR_WRONG, _("the checkpoint in line %u was changed: its signature is not this "
				"store's"), i + 1);
			return NULL;
		}
		i += used + 1;
	}
	if (notes->len > 0)
		return g_steal_pointer(&notes);
	err_set(error, ERR_INVALID, _("there is no checkpoint of this store (%s) in it"), origin);
	return NULL;
}

static const struct note *largest(const GPtrArray *notes)
{
	const struct note *found = g_ptr_array_index(notes, 0);

	for (guint i = 1; i < notes->len; i++) {
		const struct note *note = g_ptr_array_index(notes, i);

		if (note->size > found->size)
			found = note;
	}
	return found;
}

bool checkpoint_check(struct store *store, const char *text, unsigned *count, GError **error)
{
	g_autoptr(GPtrArray) notes = notes_read(store->public, text, error);
	struct walk walk = { .notes = notes };

	*count = notes ? notes->len : 0;
	if (!notes || !walk_log(&walk, store->db, error))
		return false;
	return largest(notes)->size <= walk.tree.size ||
	       err_set(error, ERR_WRONG, _("the log ends at entry %" PRId64 ", but a checkpoint was made of %" PRId64
			       ": entries were cut off, or an old copy was put back"), walk.tree.size,
		       largest(notes)->size);
}
