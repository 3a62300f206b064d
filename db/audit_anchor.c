/* The heads kept outside against the log: cut off, put back, written anew, and what of it was accepted. */
#include "db/audit_check.h"

#include <inttypes.h>
#include <string.h>

#include "db/store_internal.h"
#include "src/base/i18n.h"

/* Heads that the log does not have, one after another in the anchor file. */
struct misfits {
	struct anchor_head first, last;
	int64_t after;	/* the highest number of a head that fitted, before them */
	bool any;
	bool ours;	/* the head of this log stands before them: they came after it */
};

static bool leaf_at(struct db *db, int64_t seq, bool *there, uint8_t leaf[HASH_LEN], GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "SELECT line FROM audit WHERE seq = ?1", error);

	if (!statement)
		return false;
	sql_bind_int(statement, 1, seq);
	if (!sql_step(statement, there, error))
		return false;
	if (*there)
		canon_leaf(sql_text(statement, 0), leaf);
	return true;
}

static bool fits(struct db *db, const struct anchor_head *head, bool *same, GError **error)
{
	uint8_t leaf[HASH_LEN];

	if (!leaf_at(db, head->seq, same, leaf, error))
		return false;
	*same = *same && memcmp(leaf, head->leaf, HASH_LEN) == 0;
	return true;
}

static char *head_object(int64_t seq, const char *leaf)
{
	return g_strdup_printf("head:%" PRId64 ":%s", seq, leaf);
}

/* An entry of the acceptance of this, later than after, no later than next. */
static bool excused(struct db *db, const char *object, int64_t after, int64_t next, bool *yes, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"SELECT 1 FROM audit WHERE object = ?1 AND " AUDIT_OBJECT_INDEXED
		" AND action = ?2 AND seq <= ?3 AND seq > ?4", error);

	if (!statement)
		return false;
	sql_bind_text(statement, 1, object);
	sql_bind_text(statement, 2, AUDIT_ROLLBACK);
	sql_bind_int(statement, 3, next);
	sql_bind_int(statement, 4, after);
	return sql_step(statement, yes, error);
}

/* An entry that gives up the last of the misfits, made after the last head that fitted before them: an old
 * acceptance excuses no new rollback. No later than the next that fits. */
static bool accepted(struct db *db, const struct anchor_head *last, int64_t after, int64_t next, bool *yes,
		     GError **error)
{
	g_autofree char *leaf = crypt_hex(last->leaf, HASH_LEN);
	g_autofree char *object = head_object(last->seq, leaf);

	return excused(db, object, after, next, yes, error);
}

static void note(struct misfits *misfits, const struct anchor_head *head)
{
	if (!misfits->any || head->seq < misfits->first.seq)
		misfits->first = *head;
	misfits->last = *head;
	misfits->any = true;
}

static bool misfits_wrong(struct check *check, const struct misfits *misfits)
{
	g_autofree char *when = time_iso(misfits->last.time);

	if (misfits->first.seq > check->seq)
		return check_wrong(
			check, check->seq + 1,
			_("the log ends at entry %" PRId64 ", but the anchor file saw "
			  "entry %" PRId64 " at %s: entries were cut off, or an old "
			  "copy was put back"),
			check->seq, misfits->last.seq, when);
	return check_wrong(check, misfits->first.seq,
			   _("entry %" PRId64 " is not the one that the anchor "
			     "file saw at %s: the log was written anew"),
			   misfits->first.seq, when);
}

static bool settle(struct check *check, struct misfits *misfits, int64_t next, GError **error)
{
	bool yes = true;

	if (!misfits->any)
		return true;
	if (!accepted(check->db, &misfits->last, misfits->after, next, &yes, error))
		return false;
	if (!yes)
		return misfits_wrong(check, misfits);
	check->verdict->rollbacks++;
	misfits->any = false;
	return true;
}

static bool head_check(struct check *check, struct misfits *misfits, const struct anchor_head *head,
		       GError **error)
{
	bool same;

	if (!fits(check->db, head, &same, error))
		return false;
	if (same) {
		misfits->ours = head->seq == check->seq;
		if (!settle(check, misfits, head->seq, error))
			return false;
		misfits->after = MAX(misfits->after, head->seq);
		return true;
	}
	note(misfits, head);
	return true;
}

static char *noise_object(const struct anchor_noise *noise)
{
	g_autofree char *hash = crypt_hex(noise->hash, HASH_LEN);

	return g_strdup_printf("anchor:%u:%s", noise->lines, hash);
}

/* Told after all that the whole lines show: noise must not hide anything. */
static bool noise_check(struct check *check, const struct anchor_noise *noise, GError **error)
{
	g_autofree char *object = noise_object(noise);
	bool yes = true;

	if (noise->lines > 0 && !excused(check->db, object, 0, G_MAXINT64, &yes, error))
		return false;
	return yes || check_wrong(check, 0, ngettext("line %u of the anchor file is damaged (%u line is); find out "
						     "why, then a system operator accepts it (rollback-accept)",
						     "line %u of the anchor file is damaged (%u lines are); find out "
						     "why, then a system operator accepts it (rollback-accept)",
						     noise->lines), noise->first, noise->lines);
}

static bool heads_check(struct check *check, struct anchor *anchor, struct misfits *misfits, GError **error)
{
	struct anchor_head head;

	while (anchor_next(anchor, &head))
		if (!head_check(check, misfits, &head, error))
			return false;
	return anchor_ended(anchor, error);
}

bool check_anchor(struct check *check, struct anchor *anchor, GError **error)
{
	struct misfits misfits = { 0 };

	if (!heads_check(check, anchor, &misfits, error))
		return false;
	if (misfits.any && check->scope == AUDIT_COPY && (misfits.ours || misfits.first.seq > check->seq))
		check->verdict->later = MAX(misfits.last.seq - check->seq, 1);
	else if (!settle(check, &misfits, G_MAXINT64, error))
		return false;
	/* what a copy was made before, it cannot have accepted: its own store tells of the noise */
	return check->scope == AUDIT_COPY || noise_check(check, anchor_noise(anchor), error);
}

bool audit_noise(struct store *store, char **object, GError **error)
{
	const char *path = store->public->anchor;
	CLEANUP(anchor_close) struct anchor *anchor = NULL;
	struct anchor_head head;
	bool yes = true;

	*object = NULL;
	if (!path || !*path)
		return true;
	anchor = anchor_open(path, store->public->uuid, error);
	while (anchor && anchor_next(anchor, &head))
		;
	if (!anchor || !anchor_ended(anchor, error))
		return false;
	if (anchor_noise(anchor)->lines == 0)
		return true;
	*object = noise_object(anchor_noise(anchor));
	if (!excused(store->db, *object, 0, G_MAXINT64, &yes, error))
		return false;
	if (yes)
		g_clear_pointer(object, g_free);
	return true;
}

/* --- at each opening --- */

/* The highest number of a head that fits, over the whole file. */
static bool fitting_most(struct store *store, int64_t *most, GError **error)
{
	CLEANUP(anchor_close) struct anchor *anchor =
		anchor_open(store->public->anchor, store->public->uuid, error);
	struct anchor_head head;
	bool same;

	*most = 0;
	while (anchor && anchor_next(anchor, &head)) {
		if (!fits(store->db, &head, &same, error))
			return false;
		if (same)
			*most = MAX(*most, head.seq);
	}
	return anchor && anchor_ended(anchor, error);
}

/* Accepted, and the line of that acceptance did not get into the anchor file. */
static bool accepted_at_last(struct store *store, const struct anchor_head *last, bool *yes, GError **error)
{
	int64_t after;

	return fitting_most(store, &after, error) && accepted(store->db, last, after, G_MAXINT64, yes, error);
}

bool audit_behind(struct store *store, bool *behind, struct audit_gap *gap, GError **error)
{
	const char *path = store->public->anchor;
	struct anchor_head head;
	g_autofree char *leaf = NULL;
	bool found = false, same;

	*behind = false;
	/* The anchor first: the log only grows meanwhile. */
	if (path && *path && !anchor_last(path, store->public->uuid, &found, &head, error))
		return false;
	gap->bare = path && *path && !found;
	if (!found)
		return true;
	if (!fits(store->db, &head, &same, error) ||
	    !sql_get_int(store->db, "SELECT coalesce(max(seq), 0) FROM audit", &gap->seq, error))
		return false;
	if (!same && !accepted_at_last(store, &head, &same, error))
		return false;
	*behind = !same;
	gap->seen = head.seq;
	gap->seen_at = head.time;
	leaf = crypt_hex(head.leaf, HASH_LEN);
	g_strlcpy(gap->seen_leaf, leaf, sizeof(gap->seen_leaf));
	return true;
}

char *audit_gap_object(const struct audit_gap *gap)
{
	return head_object(gap->seen, gap->seen_leaf);
}

char *audit_gap_text(const struct audit_gap *gap)
{
	g_autofree char *when = time_both(gap->seen_at);

	if (gap->seen <= gap->seq)
		return g_strdup_printf(_("the entry %" PRId64 " that the anchor file saw on %s is not the one here"),
				       gap->seen, when);
	return g_strdup_printf(_("the log here ends at entry %" PRId64 ", but the anchor file saw entry %" PRId64
				 " on %s"), gap->seq, gap->seen, when);
}
