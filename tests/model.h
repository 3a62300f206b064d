/* What a house must do with cases, in plain structs and nothing of the program: who sees what, who may do
 * what, and what becomes of a case and of its log. Of cases that are not restricted and touch no CUI, all
 * their fields filled from the start, while no time passes. */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	LEAD = 1, HANDLER = 2, APPROVER = 4, COMPLIANCE = 8, READER = 16, REPORTER = 32, AUDITOR = 64,
	ADMIN = 128,
};
enum { SOC, FORENSICS, GROUPS };
enum { NEW, TRIAGE, INVESTIGATING, CONTAINMENT, ERADICATION, RECOVERY, REVIEW, PENDING, CLOSED, MODEL_STATES };
enum { NOBODY = -1, NOWHERE = -1 };
/* Who can be called by a name: people, then groups, then somebody who is not there. */
enum { PEOPLE = 12, STRANGER = PEOPLE + GROUPS };
enum { CASES = 12 };

struct model_person { const char *name; unsigned role; int group; };
extern const struct model_person model_people[PEOPLE];

struct model_case {
	char id[32];
	int state, owner, group, severity, offered, creator, asked, title;
	bool declared;				/* was investigated once: an incident */
	int64_t revision, entries, notes, actions[MODEL_STATES], transfers;
	bool called[STRANGER], watched[PEOPLE];	/* called: ever, by name or as a group */
	int open[STRANGER];			/* escalations that wait, by who is called */
	int waiting[STRANGER], waiting_len;	/* the same, as first called */
};

struct model { struct model_case cases[CASES]; int cases_len; int64_t entries; };

struct try {
	struct model *model;
	const char *action;
	struct model_case *on;		/* NULL: none yet */
	int who, choice;		/* choice: what the action is about, as its function reads it */
	bool with;			/* with what may be left out */
	int64_t revision;		/* -1: not said */
	bool unknown;			/* names a field that there is not */
};
enum verdict { DONE, DENIED, INVALID, CONFLICT };

/* Says what must come of it, and has done it to the model. A case that was made is on. */
enum verdict model_act(struct try *try);
bool model_sees(int who, const struct model_case *on);

#endif
