#include "db/audit_check.h"

#include <inttypes.h>
#include <string.h>

#include "db/store_internal.h"
#include "src/base/i18n.h"

bool check_wrong(struct check *check, int64_t seq, const char *format, ...)
{
	va_list args;

	if (check->verdict->why)
		return false;
	va_start(args, format);
	check->verdict->why = g_strdup_vprintf(format, args);
	va_end(args);
	check->verdict->bad_seq = seq;
	return false;
}

/* The keyring remembers a head too: it is written less often, but lies elsewhere. */
static bool keyring_check(struct check *check, uint64_t seq)
{
	if (seq <= (uint64_t)check->seq)
		return true;
	return check_wrong(check, check->seq + 1,
			   _("the log ends at entry %" PRId64
			     ", but the keyring saw entry %" PRIu64
			     ": entries were cut off, or an old copy was put back"),
			   check->seq, seq);
}

bool audit_verify(struct store *store, enum audit_scope scope, struct audit_verdict *verdict,
		  GError **error)
{
	struct check check = { .db = store->db, .uuid = store->public->uuid, .verdict = verdict,
			       .scope = scope };
	/* Before the log is read: what others append meanwhile must not look like a cut. */
	uint64_t seen = store->keyring ? keyring_info(store->keyring)->audit_seq : 0;
	const char *path = store->public->anchor;
	CLEANUP(anchor_close) struct anchor *anchor = NULL;
	bool ok;

	memset(verdict, 0, sizeof(*verdict));
	if (path && *path) {
		anchor = anchor_open(path, check.uuid, error);
		if (!anchor)
			return false;
	}
	check.keys = audit_keys_new();
	check.hasher = hasher_new();
	check.kinds = kinds_new();
	scanned_init(&check.line);
	ok = check_log(&check, error);
	if (ok) {
		g_autofree char *hex = crypt_hex(check.leaf, HASH_LEN);

		verdict->head_seq = check.seq;
		g_strlcpy(verdict->head, hex, sizeof(verdict->head));
	}
	ok = ok && (!anchor || check_anchor(&check, anchor, error)) &&
	     keyring_check(&check, seen) && check_least(&check, error) && check_rows(&check, error) &&
	     check_raw(&check, error);
	audit_keys_free(check.keys);
	hasher_free(check.hasher);
	kinds_free(check.kinds);
	scanned_clear(&check.line);
	g_free(check.signer);
	g_free(check.boot);
	return ok || verdict->why;
}

void audit_verdict_clear(struct audit_verdict *verdict)
{
	g_free(verdict->why);
	memset(verdict, 0, sizeof(*verdict));
}
