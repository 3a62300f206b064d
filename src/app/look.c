#include "src/app/look.h"

#include <inttypes.h>

#include "db/audit.h"
#include "db/select.h"
#include "src/app/look_made.h"
#include "src/app/proof.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/action.h"
#include "src/rules/alert.h"
#include "src/rules/case.h"
#include "src/rules/filter.h"
#include "src/rules/severity.h"
#include "src/rules/state.h"

/* A query made ready: its terms, the case it is about. */
struct asking {
	const struct query *query;
	struct filter filter;
	char *case_id;
	GArray *fields;		/* … what is read of each row; NULL: all */
	struct select select;
};

static void asking_clear(struct asking *asking)
{
	filter_clear(&asking->filter);
	g_free(asking->case_id);
	if (asking->fields)
		g_array_unref(asking->fields);
}

/* Indexes of the fields with these names, each once, and of the key. */
static GArray *fields_named(const struct object *object, const char *names)
{
	GArray *fields = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_autofree bool *named = g_new0(bool, object->fields_len);
	g_auto(GStrv) words = g_strsplit(names, " ", -1);

	if (object_key(object) >= 0)
		named[object_key(object)] = true;
	for (char **word = words; *word; word++) {
		int field = object_field(object, *word);

		if (field >= 0)
			named[field] = true;
	}
	for (size_t i = 0; i < object->fields_len; i++)
		if (named[i])
			g_array_append_val(fields, i);
	return fields;
}

static bool refuse(struct session *session, const struct query *query, GError **error)
{
	g_autofree char *object = g_strdup_printf("query:%s", query->name);

	return session_deny(session, query->permission, "look", object, error);
}

/* The audit log: all of it, a case's trail, or one's own entries. */
static bool may_look(struct session *session, const struct query *query, const struct look *ask)
{
	const struct person *person = session->person;

	if (session_held(session))
		return false;
	if (permit_anywhere(person, query->permission) != LEVEL_NO)
		return true;
	if (query->source != FROM_AUDIT)
		return false;
	return permit_anywhere(person, ask->case_id ? PERM_AUDIT_TRAIL : PERM_AUDIT_OWN) != LEVEL_NO;
}

static bool belongs_to_case(const struct object *object)
{
	return object == &case_object || object_field(object, "case") >= 0;
}

void look_about(struct session *session, const struct query *query, struct filter_about *about)
{
	*about = (struct filter_about){ query->object, session_user(session), session_now(session), NULL };
}

char *look_pointed(struct session *session, const struct query *query, const char *filter)
{
	struct filter_about about;
	g_auto(GStrv) groups = session_groups(session);

	look_about(session, query, &about);
	about.groups = groups;
	return filter_pointed(&about, filter);
}

/* The words that were typed; a group that there is not is told rather than looked for. */
static bool add_typed(struct session *session, const struct look *ask, struct asking *asking, GError **error)
{
	struct filter_about about;
	g_auto(GStrv) groups = NULL;
	struct filter checked;
	bool good;

	look_about(session, asking->query, &about);
	if (!ask->filter || !filter_add(&asking->filter, &about, ask->filter, error))
		return !ask->filter;
	if (!filter_has_group(&asking->filter, about.object))
		return true;
	about.groups = groups = session_groups(session);
	filter_init(&checked);
	good = filter_add(&checked, &about, ask->filter, error);
	filter_clear(&checked);
	return good;
}

static bool add_terms(struct session *session, const struct look *ask, struct asking *asking, GError **error)
{
	const struct object *object = asking->query->object;
	const char *me = session_user(session);
	struct filter_about about;

	look_about(session, asking->query, &about);
	if (!filter_add(&asking->filter, &about, asking->query->where, error) ||
	    !add_typed(session, ask, asking, error))
		return false;
	if (object == &session_object && permit_anywhere(session->person, PERM_SESSIONS_SEE) == LEVEL_NO) {
		struct term own = { SESSION_USER, OP_IS, me };

		g_array_append_val(asking->filter.terms, own);
	}
	if (asking->case_id && asking->query->source == FROM_OBJECT) {
		struct term of = { (size_t)object_field(object, "case"), OP_IS, asking->case_id };

		g_array_append_val(asking->filter.terms, of);
	}
	return true;
}

static bool ask_begin(struct session *session, const struct look *ask, struct asking *asking, GError **error)
{
	const struct query *query = query_find(ask->query);

	*asking = (struct asking){ .query = query };
	filter_init(&asking->filter);
	if (!query)
		return err_set(error, ERR_INVALID, _("there is no query \"%s\"; `blotter look --help` lists them"),
			       ask->query);
	if (!session_refresh(session, error))
		return false;
	if (!may_look(session, query, ask))
		return refuse(session, query, error);
	if (query->need == NEEDS_CASE && !ask->case_id)
		return err_set(error, ERR_INVALID, _("%s needs to know of which case"), query->name);
	if (query->need == NEEDS_NOTHING && ask->case_id)
		return err_set(error, ERR_INVALID, _("%s takes no case"), query->name);
	if (ask->case_id && !(asking->case_id = look_case_id(session, ask->case_id, error)))
		return false;
	if (!add_terms(session, ask, asking, error))
		return false;
	if (ask->columns && query->source == FROM_OBJECT)
		asking->fields = fields_named(query->object, ask->columns);
	asking->select = (struct select){
		.object = query->object, .scope = (enum scope)query->scope,
		.visibility = belongs_to_case(query->object) ? session->visibility : NULL,
		.terms = (const struct term *)(void *)asking->filter.terms->data,
		.terms_len = asking->filter.terms->len, .order = (enum order)query->order,
		.pk = ask->pk, .fields = asking->fields,
		.limit = ask->limit, .after = ask->after, .backwards = ask->backwards,
	};
	return true;
}

/* Rows that no SELECT gives; the filter is matched on them here. */
static GPtrArray *made_whole(struct session *session, const struct asking *asking, GError **error)
{
	if (asking->query->source == FROM_SETTINGS)
		return made_settings(session, &asking->filter);
	if (asking->query->source == FROM_PREFERENCES)
		return made_preferences(session, &asking->filter, error);
	if (asking->query->source == FROM_VIEWS)
		return made_views(session, &asking->filter, error);
	if (asking->query->source == FROM_TEMPLATES)
		return made_templates(session, &asking->filter, error);
	if (asking->query->source == FROM_TIMELINE)
		return made_timeline(session, asking->case_id, &asking->filter, error);
	if (asking->query->source == FROM_FACTORS)
		return made_factors(session, &asking->filter, error);
	if (asking->query->source == FROM_REPORTS)
		return made_reports(session, &asking->filter, error);
	return made_conflicts(session, &asking->filter, error);
}

static guint place_of(const GPtrArray *rows, int64_t pk)
{
	guint i = 0;

	while (i < rows->len && ((const struct record *)rows->pdata[i])->pk != pk)
		i++;
	return i;
}

/* The row or the page asked for. Nothing stands beside a row that is there no more. */
static void cut_page(GPtrArray *rows, const struct look *ask)
{
	int64_t pk = ask->pk || !ask->after ? ask->pk : ask->after->pk;
	guint at = pk ? place_of(rows, pk) : 0, from = 0, to = rows->len;
	guint limit = ask->limit ? (guint)ask->limit : to;

	if (pk && at == to)
		to = 0;
	else if (ask->pk)
		to = (from = at) + 1;
	else if (ask->after && ask->backwards)
		to = at;
	else if (ask->after)
		from = at + 1;
	if (to - from > limit && ask->backwards)
		from = to - limit;
	else if (to - from > limit)
		to = from + limit;
	g_ptr_array_set_size(rows, (gint)to);
	g_ptr_array_remove_range(rows, 0, from);
}

static GPtrArray *made_rows(struct session *session, const struct look *ask, const struct asking *asking,
			    GError **error)
{
	GPtrArray *rows;

	if (asking->query->source == FROM_AUDIT)
		return made_audit(session, ask, asking->case_id, &asking->filter, error);
	rows = made_whole(session, asking, error);
	if (rows)
		cut_page(rows, ask);
	return rows;
}

static bool log_opening(struct session *session, const struct record *record, GError **error)
{
	const char *id = record_text(record, CASE_ID);
	g_autofree char *object = NULL;

	if ((!record_int(record, CASE_RESTRICTED) && cui_level(record) == 0) ||
	    g_hash_table_contains(session->opened, id))
		return true;
	object = g_strdup_printf("case:%s", id);
	if (!session_entry(session, "case-open", object, "done", NULL, error))
		return false;
	g_hash_table_add(session->opened, g_strdup(id));
	return true;
}

/* Reading what belongs to a case is opening the case. */
static struct record *open_case(struct session *session, const char *id, GError **error)
{
	CLEANUP(record_free) struct record *record = NULL;

	if (!select_one(session->store, &case_object, session->visibility, CASE_ID, id, &record, error))
		return NULL;
	if (!record) {
		err_set(error, ERR_INVALID, _("there is no case \"%s\" that you may see"), id);
		return NULL;
	}
	return log_opening(session, record, error) ? g_steal_pointer(&record) : NULL;
}

static bool open_asked(struct session *session, const struct asking *asking, GError **error)
{
	CLEANUP(record_free) struct record *record = NULL;

	if (!asking->case_id)
		return true;
	record = open_case(session, asking->case_id, error);
	return record != NULL;
}

GPtrArray *look(struct session *session, const struct look *ask, GError **error)
{
	struct asking asking;
	GPtrArray *rows = NULL;

	if (ask_begin(session, ask, &asking, error) && open_asked(session, &asking, error))
		rows = asking.query->source == FROM_OBJECT ?
		       select_rows(session->store, &asking.select, error) :
		       made_rows(session, ask, &asking, error);
	asking_clear(&asking);
	return rows;
}

bool look_offered(struct session *session, const struct look *ask)
{
	const struct query *query = query_find(ask->query);

	return query && may_look(session, query, ask);
}

int64_t look_count(struct session *session, const struct look *ask, int64_t cap, GError **error)
{
	struct asking asking;
	int64_t count = -1;

	if (!ask_begin(session, ask, &asking, error)) {
		asking_clear(&asking);
		return -1;
	}
	if (asking.query->source != FROM_OBJECT) {
		g_autoptr(GPtrArray) rows = made_rows(session, ask, &asking, error);

		count = rows ? MIN(cap, (int64_t)rows->len) : -1;
	} else if (!select_count(session->store, &asking.select, cap, &count, error)) {
		count = -1;
	}
	asking_clear(&asking);
	return count;
}

GArray *look_tally(struct session *session, const struct look *ask, size_t field, int64_t cap, GError **error)
{
	struct asking asking;
	GArray *tallies = NULL;

	if (ask_begin(session, ask, &asking, error))
		tallies = select_tally(session->store, &asking.select, field, cap, error);
	asking_clear(&asking);
	return tallies;
}

/* Every case a short form could mean, as far as it may be seen. */
static GPtrArray *candidates(struct session *session, const char *prefix, int year, int64_t number,
			     GError **error)
{
	g_autofree char *years = g_strdup_printf("%d", year);
	g_autofree char *numbers = g_strdup_printf("%" PRId64, number);
	g_autoptr(GArray) fields = fields_named(&case_object, "");
	struct term terms[3] = { { CASE_ID_NUMBER, OP_IS, numbers } };
	struct select ask = { .object = &case_object, .visibility = session->visibility, .terms = terms,
			      .terms_len = 1, .order = ORDER_NEWEST, .fields = fields, .limit = 10 };

	if (year)
		terms[ask.terms_len++] = (struct term){ CASE_ID_YEAR, OP_IS, years };
	if (prefix)
		terms[ask.terms_len++] = (struct term){ CASE_ID_PREFIX, OP_IS, prefix };
	return select_rows(session->store, &ask, error);
}

char *look_case_id(struct session *session, const char *text, GError **error)
{
	const char *prefix = NULL;
	int year = 0;
	int64_t number = 0;
	g_autoptr(GPtrArray) found = NULL;

	if (case_id_parse(text, &prefix, &year, &number))
		found = candidates(session, prefix, year, number, error);
	else
		found = g_ptr_array_new();
	if (found && found->len == 1)
		return g_strdup(record_get(g_ptr_array_index(found, 0), CASE_ID));
	if (found && found->len == 0)
		err_set(error, ERR_INVALID, _("there is no case \"%s\" that you may see"), text);
	else if (found)
		err_set(error, ERR_INVALID, _("\"%s\" could be %s or %s: give the year too"), text,
			record_text(g_ptr_array_index(found, 0), CASE_ID),
			record_text(g_ptr_array_index(found, 1), CASE_ID));
	return NULL;
}

struct record *look_case(struct session *session, const char *id, GError **error)
{
	g_autofree char *full = NULL;

	if (!session_refresh(session, error))
		return NULL;
	if (session_held(session) || permit_anywhere(session->person, PERM_CASE_VIEW) == LEVEL_NO) {
		refuse(session, query_find("cases"), error);
		return NULL;
	}
	full = look_case_id(session, id, error);
	return full ? open_case(session, full, error) : NULL;
}

struct record *look_case_meant(struct session *session, const char *id)
{
	const struct look ask = { .query = "cases" };

	return look_offered(session, &ask) ? look_case(session, id, NULL) : NULL;
}

struct record *look_alert(struct session *session, const char *id, GError **error)
{
	CLEANUP(record_free) struct record *alert = NULL;
	int64_t pk;

	if (!session_refresh(session, error))
		return NULL;
	if (session_held(session) || permit_anywhere(session->person, PERM_ALERT_SEE) == LEVEL_NO) {
		refuse(session, query_find("alerts"), error);
		return NULL;
	}
	if (g_ascii_string_to_signed(id, 10, 1, G_MAXINT64, &pk, NULL) &&
	    !select_pk(session->store, &alert_object, session->visibility, pk, &alert, error))
		return NULL;
	if (!alert)
		err_set(error, ERR_INVALID, _("there is no alert \"%s\" that you may see"), id);
	return g_steal_pointer(&alert);
}

bool look_raw(struct session *session, const struct record *alert, char **bytes, size_t *len, GError **error)
{
	g_autofree char *id = record_key(alert);
	CLEANUP(record_free) struct record *seen = look_alert(session, id, error);

	if (!seen)
		return false;
	if (!record_has(seen, ALERT_RAW_SHA256))
		return err_set(error, ERR_FAILED, _("no raw bytes were kept for this alert"));
	return select_raw(session->store, record_get(seen, ALERT_RAW_SHA256), bytes, len, error);
}

struct problems *look_missing(struct session *session, const struct record *record)
{
	struct problems *problems = problems_new();
	struct term terms[] = {
		{ ACTION_CASE, OP_IS, record_text(record, CASE_ID) },
		{ ACTION_PHASE, OP_IS, record_text(record, CASE_STATE) },
	};
	struct select ask = { .object = &action_object, .visibility = session->visibility, .terms = terms,
			      .terms_len = G_N_ELEMENTS(terms), .order = ORDER_OLDEST };
	int64_t count = 0;

	if (field_choice_find(&action_object.fields[ACTION_PHASE], record_text(record, CASE_STATE)))
		select_count(session->store, &ask, 100, &count, NULL);
	case_missing(record, (unsigned)count, problems);
	return problems;
}

bool look_verify(struct session *session, struct audit_verdict_shown *out, GError **error)
{
	struct audit_verdict verdict = { 0 };

	*out = (struct audit_verdict_shown){ 0 };
	if (!session_may(session, PERM_AUDIT_VERIFY, "audit-verify", error) ||
	    !audit_verify(session->store, AUDIT_LIVE, &verdict, error))
		return false;
	out->entries = verdict.entries;
	out->rows = verdict.rows;
	out->rollbacks = verdict.rollbacks;
	out->head_seq = verdict.head_seq;
	g_strlcpy(out->head, verdict.head, sizeof out->head);
	out->why = g_strdup(verdict.why);
	audit_verdict_clear(&verdict);
	/* a store that is behind can be verified, but writes nothing */
	return session->behind ||
	       session_entry(session, "audit-verify", "", out->why ? "failed" : "done", out->why, error);
}

bool look_export_audit(struct session *session, const char *dir, GError **error)
{
	return session_may(session, PERM_AUDIT_EXPORT, "audit-export", error) &&
	       (session_proved(session) ||
		err_set(error, ERR_DENIED, _("the export wants your password again"))) &&
	       session_entry(session, "audit-export", "", "done", NULL, error) &&
	       audit_export(session->store, dir, error);
}
