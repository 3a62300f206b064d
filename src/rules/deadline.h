/* Clocks: pure functions of a case (compliance.md 4.4, 5.3; DFARS 252.204-7012(c)). 24x7. */
#ifndef RULES_DEADLINE_H
#define RULES_DEADLINE_H

#include "src/rules/record.h"

enum clock_name {
	CLOCK_ACKNOWLEDGE, CLOCK_TRIAGE, CLOCK_CONTAIN, CLOCK_TRANSFER, CLOCK_DFARS_REPORT,
	CLOCKS
};

struct deadline {
	enum clock_name clock;
	const char *name;	/* "acknowledge", "triage", "contain", "transfer_accept",
				 * "dfars_report", "dfars_report_earliest" when counted from
				 * t_detected */
	const char *label;	/* N_() short, for the queue: "ack", "tri", "cont", "xfer",
				 * "DoD", "DoD≥" */
	const char *word;	/* N_() in a sentence: "ack", "triage", "contain", "answer", "DoD report" */
	bool applies;		/* this case has such a clock */
	bool running;		/* … that nobody has stopped */
	int64_t start, due;	/* UTC ms */
	int64_t stopped;	/* UTC ms; 0: not yet */
};

/* The fields that they are computed from, besides the key. */
#define DEADLINE_FIELDS "severity state created_at t_ack t_triaged t_declared t_reopened t_contained " \
	"t_discovered t_detected t_reported_external dfars_reportable offered_to transfer_due " \
	"ack_severity triage_severity contain_severity"
/* All clocks of a case. transfer_due: when the open offer expires, 0: none is open. */
void deadlines_of(const struct record *record, struct deadline out[CLOCKS]);
/* The earliest that runs; false when none does. */
bool deadline_next(const struct record *record, struct deadline *out);
/* due_at, due_name, sev_rank, due_rank, open, id_*, and the severity each clock goes by (the worst
 * since it started: an upgrade counts from the same start, a downgrade never un-breaches), from
 * the other fields. To be called after every change, before the row is written. */
void case_derive(struct record *record);
/* Time the receiving group has to answer an offer, ms. severity "SEV1"…"SEV5". */
int64_t transfer_time(const char *severity);
bool deadline_overdue(const struct deadline *deadline, int64_t now);
/* It was stopped after it was due. */
bool deadline_missed(const struct deadline *deadline);
/* It runs, and less than a quarter of its time is left. */
bool deadline_soon(const struct deadline *deadline, int64_t now);

#endif
