#include "src/app/intake.h"

#include <string.h>

#include "db/tx.h"
#include "src/app/alert_case.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/crypt.h"
#include "src/base/i18n.h"
#include "src/formats/parse_child.h"
#include "src/rules/alert.h"
#include "src/rules/severity.h"

/* One transaction takes so many alerts, and is ended early when others have waited so long for it. */
#define BATCH_ALERTS 100
#define BATCH_MS 50

/* Read, and not yet in the store. */
struct waiting {
	struct parsed parsed;
	const char *raw;	/* among the bytes given */
	size_t len;
};

struct intake {
	struct session *session;
	int case_from;			/* rank of the alert from which on there is a case */
	struct intake_count *count;
	char *roles;
	GArray *batch;		/* of struct waiting */
};

/* When it happened: nothing happens after it was taken in, whatever the source's clock says. */
static int64_t event_time(const struct tx *tx, const struct record *alert)
{
	if (!record_has(alert, ALERT_EVENT_TIME))
		return tx_time(tx);
	return MIN(record_int(alert, ALERT_EVENT_TIME), tx_time(tx));
}

/* The same alert again: only the count and the times. */
static bool count_again(struct intake *intake, struct tx *tx, const struct record *before,
			const struct record *alert, GError **error)
{
	CLEANUP(record_free) struct record *after = record_copy(before);
	int64_t time = event_time(tx, alert);

	record_set_int(after, ALERT_COUNT, record_int(before, ALERT_COUNT) + 1);
	record_set_int(after, ALERT_FIRST_SEEN, MIN(record_int(before, ALERT_FIRST_SEEN), time));
	record_set_int(after, ALERT_LAST_SEEN, MAX(record_int(before, ALERT_LAST_SEEN), time));
	intake->count->again++;
	return tx_update(tx, before, after, error);
}

static bool take_new(struct intake *intake, struct tx *tx, struct waiting *waiting, GError **error)
{
	struct record *alert = waiting->parsed.alert;
	int rank = severity_alert_rank(record_text(alert, ALERT_SEVERITY));
	g_autofree char *sha256 = NULL, *id = NULL;

	if (!tx_keep_raw(tx, waiting->raw, waiting->len, &sha256, error))
		return false;
	record_set(alert, ALERT_RAW_SHA256, sha256);
	record_set_int(alert, ALERT_RAW_SIZE, (int64_t)waiting->len);
	record_set_int(alert, ALERT_RECEIVED_AT, tx_time(tx));
	record_set_int(alert, ALERT_FIRST_SEEN, event_time(tx, alert));
	record_set_int(alert, ALERT_LAST_SEEN, event_time(tx, alert));
	record_set(alert, ALERT_CUI, waiting->parsed.cui ? "1" : "0");
	record_set(alert, ALERT_STATE, "new");
	record_set_int(alert, ALERT_COUNT, 1);
	if (rank && rank <= intake->case_from) {
		if (!alert_case_make(intake->session, tx, alert, waiting->parsed.summary, NULL, false, &id, error))
			return false;
		intake->count->cases++;
	}
	intake->count->taken++;
	return tx_insert(tx, alert, error);
}

/* (format, source, key) names an alert; bytes that carry no key of their own go by their hash. */
static void give_key(struct record *alert, const struct parse_item *item)
{
	uint8_t hash[HASH_LEN];

	if (record_has(alert, ALERT_KEY))
		return;
	crypt_sha256(item->raw, item->len, hash);
	record_take(alert, ALERT_KEY, crypt_hex(hash, HASH_LEN));
}

static bool store_alert(struct intake *intake, struct tx *tx, struct waiting *waiting, GError **error)
{
	const int fields[] = { ALERT_SOURCE, ALERT_KEY, ALERT_FORMAT, -1 };
	const struct record *alert = waiting->parsed.alert;
	const char *values[] = { record_text(alert, ALERT_SOURCE), record_text(alert, ALERT_KEY),
				 record_text(alert, ALERT_FORMAT) };
	g_autoptr(GPtrArray) known = tx_load_all(tx, &alert_object, fields, values, error);

	if (!known)
		return false;
	return known->len ? count_again(intake, tx, g_ptr_array_index(known, 0), alert, error)
			  : take_new(intake, tx, waiting, error);
}

static bool may_take_in(struct session *session, GError **error)
{
	if (!session_held(session) && permit_anywhere(session->person, PERM_ALERT_TAKE_IN) == LEVEL_YES)
		return true;
	return session_deny(session, PERM_ALERT_TAKE_IN, "ingest", "", error);
}

/* One transaction, an entry an alert: from *next on as many as limit and the others' patience allow. */
static bool store_some(struct intake *intake, guint *next, guint limit, GError **error)
{
	struct intake_count saved = *intake->count;
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;
	guint i = *next;
	bool done;
	gint64 end;

	session_stamp(intake->session, "ingest", NULL, intake->roles, &stamp);
	tx = session_tx(intake->session, &stamp, error);
	end = g_get_monotonic_time() + BATCH_MS * 1000;
	/* roles may have changed while the file was read */
	done = tx && may_take_in(intake->session, error);
	while (done && i < MIN(intake->batch->len, *next + limit) &&
	       (i == *next || g_get_monotonic_time() < end))
		done = store_alert(intake, tx, &g_array_index(intake->batch, struct waiting, i++), error);
	done = done && tx_commit(g_steal_pointer(&tx), NULL, error);
	if (done)
		*next = i;
	else
		*intake->count = saved;
	return done;
}

/* What cannot be stored stops the intake, but takes none down that came before it. */
static bool batch_store(struct intake *intake, GError **error)
{
	g_autoptr(GError) together = NULL;
	guint next = 0, len = intake->batch->len;

	while (next < len)
		if (!store_some(intake, &next, BATCH_ALERTS, &together))
			break;
	while (next < len)
		if (!store_some(intake, &next, 1, error))
			return false;
	g_array_set_size(intake->batch, 0);
	return true;
}

static void waiting_clear(void *waiting)
{
	parsed_clear(&((struct waiting *)waiting)->parsed);
}

static void wait_for_batch(struct intake *intake, struct parse_item *item)
{
	struct waiting waiting = { .parsed = item->parsed, .raw = item->raw, .len = item->len };

	give_key(waiting.parsed.alert, item);
	g_array_append_val(intake->batch, waiting);
}

static bool run(struct intake *intake, struct parse_child *parser, const char *name, intake_bad bad, void *data,
		GError **error)
{
	struct parse_item item;
	enum parse_got got;

	while ((got = parse_next(parser, &item)) != PARSE_END) {
		if (got == PARSE_ALERT) {
			wait_for_batch(intake, &item);
			if (intake->batch->len == BATCH_ALERTS && !batch_store(intake, error))
				return false;
			continue;
		}
		intake->count->bad++;
		if (bad)
			bad(name, item.line, item.problem, data);
	}
	return batch_store(intake, error);
}

struct parse_child *intake_parser(GError **error)
{
	return parse_child_start(formats, &parse_limits, error);
}

void intake_parser_end(struct parse_child *parser)
{
	parse_child_free(parser);
}

bool intake_bytes(struct session *session, const char *bytes, size_t len, const char *name,
		  const char *format, struct intake_count *count, intake_bad bad, void *data,
		  GError **error)
{
	g_autofree char *from = session_setting(session, "ingest_case_from");
	g_autofree char *held = person_roles(session->person);
	struct intake intake = { .session = session, .count = count, .roles = held,
				 .case_from = severity_alert_rank(from) };
	struct parse_child *parser = session->host.parser;
	bool done;

	if (!session_refresh(session, error) || !may_take_in(session, error))
		return false;
	if (!parser)
		return err_set(error, ERR_FAILED, _("alerts are not taken in here; use `blotter ingest`"));
	intake.batch = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	g_array_set_clear_func(intake.batch, waiting_clear);
	done = parse_begin(parser, bytes, len, format, error) && run(&intake, parser, name, bad, data, error);
	g_array_unref(intake.batch);
	session->stale = true;
	return done;
}

const char *intake_format(size_t i, const char **label)
{
	*label = formats[i].label;
	return formats[i].name;
}
