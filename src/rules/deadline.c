#include "src/rules/deadline.h"

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/severity.h"

/* Targets by severity (compliance.md 4.4), a business day taken as 24 hours; 0: no such clock. */
static const int64_t acknowledge_ms[] = {
	15 * MINUTE_MS, 30 * MINUTE_MS, 4 * HOUR_MS, 24 * HOUR_MS, 48 * HOUR_MS,
};
static const int64_t triage_ms[] = {
	1 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS, 48 * HOUR_MS, 120 * HOUR_MS,
};
static const int64_t contain_ms[] = {
	4 * HOUR_MS, 12 * HOUR_MS, 3 * DAY_MS, 10 * DAY_MS, 0,
};
/* Time to answer an offer (compliance.md 5.3). */
static const int64_t transfer_ms[] = {
	15 * MINUTE_MS, 30 * MINUTE_MS, 4 * HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS,
};
#define DFARS_MS (72 * HOUR_MS)		/* DFARS 252.204-7012(a), "rapidly report" */

static int64_t target(const int64_t *targets, const char *severity)
{
	int rank = severity_rank(severity);

	/* an unrated case gets the time of the mildest */
	return targets[rank <= 5 ? rank - 1 : 4];
}

int64_t transfer_time(const char *severity)
{
	return target(transfer_ms, severity);
}

bool deadline_overdue(const struct deadline *deadline, int64_t now)
{
	return deadline->running && now > deadline->due;
}

bool deadline_missed(const struct deadline *deadline)
{
	return deadline->applies && deadline->stopped > deadline->due;
}

bool deadline_soon(const struct deadline *deadline, int64_t now)
{
	return deadline->running && (deadline->due - now) * 4 < deadline->due - deadline->start;
}

/* A clock whose target depends on severity: from start until stopped. */
static void by_severity(struct deadline *clock, const struct record *record, size_t severity,
			const int64_t *targets)
{
	int64_t time = target(targets, record_has(record, severity)
					       ? record_get(record, severity)
					       : record_get(record, CASE_SEVERITY));

	clock->applies = clock->start && time;
	clock->due = clock->start + time;
	clock->running = clock->applies && !clock->stopped;
}

static int64_t contain_start(const struct record *record)
{
	return MAX(record_int(record, CASE_T_DECLARED), record_int(record, CASE_T_REOPENED));
}

static void contain(struct deadline *clock, const struct record *record)
{
	int64_t contained = record_int(record, CASE_T_CONTAINED);

	clock->start = contain_start(record);
	if (contained >= clock->start)
		clock->stopped = contained;
	by_severity(clock, record, CASE_CONTAIN_SEVERITY, contain_ms);
	/* closed early, as a false alarm: there was nothing to contain */
	if (!record_is(record, CASE_STATE, "investigating") &&
	    !record_is(record, CASE_STATE, "containment"))
		clock->running = false;
}

static void transfer(struct deadline *clock, const struct record *record)
{
	clock->applies = record_has(record, CASE_OFFERED_TO) &&
			 record_has(record, CASE_TRANSFER_DUE);
	clock->running = clock->applies;
	clock->due = record_int(record, CASE_TRANSFER_DUE);
	clock->start = clock->due - transfer_time(record_get(record, CASE_SEVERITY));
}

/* The law's clock: no severity, transfer or pause touches it (compliance.md 0.2, 3.1). */
static void dfars(struct deadline *clock, const struct record *record)
{
	bool discovered = record_has(record, CASE_T_DISCOVERED);

	if (!discovered) {
		clock->name = "dfars_report_earliest";
		clock->label = N_("DoD≥");
	}
	clock->start = record_int(record, discovered ? CASE_T_DISCOVERED : CASE_T_DETECTED);
	clock->due = clock->start + DFARS_MS;
	clock->stopped = record_int(record, CASE_T_REPORTED_EXTERNAL);
	clock->applies = clock->start && !record_is(record, CASE_DFARS_REPORTABLE, "no");
	clock->running = clock->applies && !clock->stopped;
}

void deadlines_of(const struct record *record, struct deadline out[CLOCKS])
{
	static const struct deadline names[CLOCKS] = {
		[CLOCK_ACKNOWLEDGE] = { .name = "acknowledge", .label = N_("ack"), .word = N_("ack") },
		[CLOCK_TRIAGE] = { .name = "triage", .label = N_("tri"), .word = N_("triage") },
		[CLOCK_CONTAIN] = { .name = "contain", .label = N_("cont"), .word = N_("contain") },
		[CLOCK_TRANSFER] = { .name = "transfer_accept", .label = N_("xfer"), .word = N_("answer") },
		[CLOCK_DFARS_REPORT] = { .name = "dfars_report", .label = N_("DoD"), .word = N_("DoD report") },
	};

	for (int i = 0; i < CLOCKS; i++) {
		out[i] = names[i];
		out[i].clock = (enum clock_name)i;
	}
	out[CLOCK_ACKNOWLEDGE].start = record_int(record, CASE_CREATED_AT);
	out[CLOCK_ACKNOWLEDGE].stopped = record_int(record, CASE_T_ACK);
	by_severity(&out[CLOCK_ACKNOWLEDGE], record, CASE_ACK_SEVERITY, acknowledge_ms);
	out[CLOCK_TRIAGE].start = record_int(record, CASE_T_ACK);
	out[CLOCK_TRIAGE].stopped = record_int(record, CASE_T_TRIAGED);
	by_severity(&out[CLOCK_TRIAGE], record, CASE_TRIAGE_SEVERITY, triage_ms);
	contain(&out[CLOCK_CONTAIN], record);
	transfer(&out[CLOCK_TRANSFER], record);
	dfars(&out[CLOCK_DFARS_REPORT], record);
	if (record_is(record, CASE_STATE, "closed"))
		for (int i = 0; i < CLOCKS; i++)
			out[i].running = false;
}

bool deadline_next(const struct record *record, struct deadline *out)
{
	struct deadline clocks[CLOCKS];
	const struct deadline *next = NULL;

	deadlines_of(record, clocks);
	for (int i = 0; i < CLOCKS; i++)
		if (clocks[i].running && (!next || clocks[i].due < next->due))
			next = &clocks[i];
	if (!next)
		return false;
	*out = *next;
	return true;
}

/* The worst severity seen while the clock runs. */
static void worsen(struct record *record, size_t field)
{
	const char *severity = record_get(record, CASE_SEVERITY);

	if (severity_rank(severity) < severity_rank(record_get(record, field)))
		record_set(record, field, severity);
}

static void derive_severities(struct record *record)
{
	int64_t start = contain_start(record);

	if (!record_has(record, CASE_T_ACK))
		worsen(record, CASE_ACK_SEVERITY);
	else if (!record_has(record, CASE_T_TRIAGED))
		worsen(record, CASE_TRIAGE_SEVERITY);
	if (start && record_int(record, CASE_T_CONTAINED) < start)
		worsen(record, CASE_CONTAIN_SEVERITY);
}

static void derive_id(struct record *record)
{
	const char *prefix;
	int year;
	int64_t number;

	if (!record_has(record, CASE_ID) ||
	    !case_id_parse(record_get(record, CASE_ID), &prefix, &year, &number) || !prefix)
		return;
	record_set(record, CASE_ID_PREFIX, prefix);
	record_set_int(record, CASE_ID_YEAR, year);
	record_set_int(record, CASE_ID_NUMBER, number);
}

void case_derive(struct record *record)
{
	struct deadline next;

	derive_id(record);
	derive_severities(record);
	record_set_int(record, CASE_OPEN, !record_is(record, CASE_STATE, "closed"));
	record_set_int(record, CASE_SEV_RANK, severity_rank(record_get(record, CASE_SEVERITY)));
	if (deadline_next(record, &next)) {
		record_set_int(record, CASE_DUE_AT, next.due);
		record_set(record, CASE_DUE_NAME, next.name);
		record_set_int(record, CASE_DUE_RANK, next.due);
	} else {
		record_set(record, CASE_DUE_AT, NULL);
		record_set(record, CASE_DUE_NAME, NULL);
		record_set_int(record, CASE_DUE_RANK, INT64_MAX);
	}
}
