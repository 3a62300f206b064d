/* Offers that nobody answered in time come back: written by the first session to notice, as
 * "system", with the time they fell due (CONTRACT.md 4). */
#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/rules/case_fields.h"
#include "src/rules/deadline.h"
#include "src/rules/transfer.h"

static bool expire(struct session *session, const char *case_id, int64_t pk, int64_t due, GError **error)
{
	struct stamp stamp = { .actor = "system", .signer = session_user(session), .roles = "",
			       .origin = session->host.origin, .action = "transfer-expire", .time = due };
	CLEANUP(tx_rollback) struct tx *tx = session_tx(session, &stamp, error);
	CLEANUP(record_free) struct record *offer = NULL, *ended = NULL, *before = NULL, *after = NULL;

	if (!tx || !tx_load_pk(tx, &transfer_object, pk, &offer, error) ||
	    !tx_load(tx, &case_object, CASE_ID, case_id, &before, error))
		return false;
	if (!offer || !before || !record_is(offer, TRANSFER_STATE, "offered"))
		return true;	/* somebody else was quicker */
	ended = record_copy(offer);
	record_set(ended, TRANSFER_STATE, "expired");
	record_set(ended, TRANSFER_ANSWERED_BY, "system");
	record_set(ended, TRANSFER_ANSWERED_AT, record_get(offer, TRANSFER_DUE_AT));
	after = record_copy(before);
	record_set(after, CASE_OFFERED_TO, NULL);
	record_set(after, CASE_TRANSFER_DUE, NULL);
	record_set_int(after, CASE_REVISION, record_int(before, CASE_REVISION) + 1);
	record_set_int(after, CASE_LAST_CHANGE, tx_time(tx));
	case_derive(after);
	return tx_update(tx, offer, ended, error) && tx_update(tx, before, after, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

bool session_expire_offers(struct session *session, GError **error)
{
	struct term open = { TRANSFER_STATE, OP_IS, "offered" };
	/* all groups: an expiry is the house's act, not this person's, and shows them nothing */
	char nobody[] = "";
	struct visibility all = { .user = nobody, .everything = true, .restricted_all = true };
	struct select ask = { .object = &transfer_object, .visibility = &all, .terms = &open,
			      .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, error);
	int64_t now = session_now(session);

	session->offers_due = INT64_MAX;
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *offer = g_ptr_array_index(rows, i);
		int64_t due = record_int(offer, TRANSFER_DUE_AT);

		if (due > now) {
			session->offers_due = MIN(session->offers_due, due);
			continue;
		}
		session->news = true;
		if (!expire(session, record_text(offer, TRANSFER_CASE), offer->pk, due, error))
			return false;
	}
	return rows != NULL;
}
