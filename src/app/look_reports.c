/* Reports to the DoD (DFARS 252.204-7012(c)), for those who answer for them: due, filed, in time or not. */
#include "db/select.h"
#include "src/app/look_made.h"
#include "src/app/query.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/case_choices.h"
#include "src/rules/case_fields.h"
#include "src/rules/deadline.h"
#include "src/rules/state.h"

enum {
	REPORT_CASE, REPORT_RESULT, REPORT_DUE, REPORT_FILED, REPORT_DISCOVERED, REPORT_TITLE, REPORT_STATE,
	REPORT_GROUP, REPORT_OWNER, REPORT_REPORTABLE, REPORT_LATE_MINUTES,
};

static const struct choice result_choices[] = {
	{ "overdue", N_("OVERDUE"), NULL },
	{ "late", N_("filed late"), NULL },
	{ "running", N_("running"), NULL },
	{ "met", N_("in time"), NULL },
	{ "stopped", N_("not filed"), NULL },
	{ NULL },
};

static const struct field fields[] = {
	[REPORT_CASE] = { "case", .type = FIELD_TEXT, .label = N_("Case"), .help = N_("Which case."),
		.flags = FIELD_KEY },
	[REPORT_RESULT] = { "result", .type = FIELD_CHOICE, .label = N_("Result"), .choices = result_choices,
		.help = N_("In time or late; running or overdue where nothing was filed; not filed: the case was "
			   "closed first.") },
	[REPORT_DUE] = { "due", .type = FIELD_TIME, .label = N_("Due"), .help = N_("72 hours after the discovery."),
		.source = "DFARS 252.204-7012(c)" },
	[REPORT_FILED] = { "filed", .type = FIELD_TIME, .label = N_("Filed"), .help = N_("When it was reported.") },
	[REPORT_DISCOVERED] = { "discovered", .type = FIELD_TIME, .label = N_("Discovered"),
		.help = N_("What the 72 hours count from; empty: from the detection, at the earliest.") },
	[REPORT_TITLE] = { "title", .type = FIELD_TEXT, .label = N_("Title"), .help = N_("The case's title.") },
	[REPORT_STATE] = { "state", .type = FIELD_CHOICE, .label = N_("State"), .choices = state_choices,
		.help = N_("Where the case is.") },
	[REPORT_GROUP] = { "group", .type = FIELD_GROUP, .label = N_("Group"), .help = N_("Whose case it is.") },
	[REPORT_OWNER] = { "owner", .type = FIELD_USER, .label = N_("Owner"), .help = N_("Who works it.") },
	[REPORT_REPORTABLE] = { "reportable", .type = FIELD_CHOICE, .label = N_("DoD reportable"),
		.choices = dfars_reportable_choices, .help = N_("What was decided.") },
	[REPORT_LATE_MINUTES] = { "late_minutes", .type = FIELD_INT, .label = N_("Late, minutes"),
		.help = N_("By how much; empty: it is not late.") },
};
const struct object report_object = { "report", NULL, fields, G_N_ELEMENTS(fields) };

static const char *result_of(const struct deadline *clock, int64_t now)
{
	if (clock->stopped)
		return deadline_missed(clock) ? "late" : "met";
	if (!clock->running)
		return "stopped";
	return deadline_overdue(clock, now) ? "overdue" : "running";
}

static void take_clock(struct record *report, const struct deadline *clock, int64_t now)
{
	const char *result = result_of(clock, now);
	int64_t late = (clock->stopped ? clock->stopped : now) - clock->due;

	record_set(report, REPORT_RESULT, result);
	record_set_int(report, REPORT_DUE, clock->due);
	if (clock->stopped)
		record_set_int(report, REPORT_FILED, clock->stopped);
	if (late > 0 && (clock->stopped || clock->running))
		record_set_int(report, REPORT_LATE_MINUTES, late / MINUTE_MS);
}

/* NULL: no such clock runs or ran. */
static struct record *report_of(const struct record *record, int64_t now)
{
	static const struct { size_t to, from; } copies[] = {
		{ REPORT_CASE, CASE_ID }, { REPORT_DISCOVERED, CASE_T_DISCOVERED }, { REPORT_TITLE, CASE_TITLE },
		{ REPORT_STATE, CASE_STATE }, { REPORT_GROUP, CASE_GROUP }, { REPORT_OWNER, CASE_OWNER },
		{ REPORT_REPORTABLE, CASE_DFARS_REPORTABLE },
	};
	struct deadline clocks[CLOCKS];
	struct record *report;

	deadlines_of(record, clocks);
	if (!clocks[CLOCK_DFARS_REPORT].applies)
		return NULL;
	report = record_new(&report_object);
	report->pk = record->pk;
	report->seq = record->seq;
	for (size_t i = 0; i < G_N_ELEMENTS(copies); i++)
		record_set(report, copies[i].to, record_get(record, copies[i].from));
	take_clock(report, &clocks[CLOCK_DFARS_REPORT], now);
	return report;
}

GPtrArray *made_reports(struct session *session, const struct filter *terms, GError **error)
{
	/* the decided ones and what is open: of all others nobody ever asked */
	const struct term wanted[] = {
		{ CASE_DFARS_REPORTABLE, OP_ONE_OF, "yes\nundetermined", .or_next = true },
		{ CASE_OPEN, OP_IS, "1", .or_next = true },
		{ CASE_T_REPORTED_EXTERNAL, OP_GIVEN, NULL },
	};
	struct select ask = { .object = &case_object, .visibility = session->visibility, .terms = wanted,
			      .terms_len = G_N_ELEMENTS(wanted), .order = ORDER_NEWEST };
	g_autoptr(GPtrArray) cases = select_rows(session->store, &ask, error);
	GPtrArray *rows = cases ? g_ptr_array_new_with_free_func((GDestroyNotify)record_free) : NULL;

	for (guint i = 0; cases && i < cases->len; i++) {
		CLEANUP(record_free) struct record *report = report_of(cases->pdata[i], session_now(session));

		if (report && filter_matches(terms, report))
			g_ptr_array_add(rows, g_steal_pointer(&report));
	}
	return rows;
}
