#include "tests/model.h"

#include <string.h>

/* group NOWHERE: in all of them */
const struct model_person model_people[PEOPLE] = {
	{ "lee", LEAD, SOC }, { "hal", HANDLER, SOC }, { "hua", HANDLER, SOC }, { "fin", LEAD, FORENSICS },
	{ "fay", HANDLER, FORENSICS }, { "gus", HANDLER, NOWHERE }, { "abe", APPROVER, NOWHERE },
	{ "cal", COMPLIANCE, NOWHERE }, { "rio", READER, SOC }, { "rex", REPORTER, SOC },
	{ "aud", AUDITOR, NOWHERE }, { "ada", ADMIN, NOWHERE },
};

/* --- who --- */

static bool in_group(int who, int group)
{
	return model_people[who].group == NOWHERE || model_people[who].group == group;
}

static bool is_called(int who, const struct model_case *on)
{
	for (int i = 0; i < GROUPS; i++)
		if (on->called[PEOPLE + i] && in_group(who, i))
			return true;
	return false;
}

static bool reaches(int who, const struct model_case *on)
{
	return in_group(who, on->group) || (on->offered != NOWHERE && in_group(who, on->offered)) ||
	       is_called(who, on);
}

bool model_sees(int who, const struct model_case *on)
{
	if (model_people[who].role == ADMIN)
		return false;
	if (model_people[who].role == REPORTER)
		return on->called[who] || on->creator == who;
	return on->called[who] || reaches(who, on);
}

static bool owns(int who, const struct model_case *on)
{
	return on->owner == who || (on->owner == NOBODY && (on->creator == who || in_group(who, on->group)));
}

/* Whose group decides: any that has to do with the case, its own, the one it is offered to, or no matter.
 * THIRD is near, but neither the owner nor who asked for closure. */
enum where { NEAR, AT_HOME, OFFERED, ANYWHERE, THIRD };

static bool may(int who, const struct model_case *on, enum where where, unsigned own, unsigned all)
{
	unsigned role = model_people[who].role;
	const bool there[] = { [NEAR] = reaches(who, on), [AT_HOME] = in_group(who, on->group),
			       [OFFERED] = on->offered != NOWHERE && in_group(who, on->offered),
			       [ANYWHERE] = true,
			       [THIRD] = reaches(who, on) && on->owner != who && on->asked != who };

	return there[where] && (role & all || (role & own && owns(who, on)));
}

static bool works_for(int who, int group)
{
	return who < PEOPLE && model_people[who].role & (LEAD | HANDLER) && in_group(who, group);
}

/* --- what becomes of the case --- */

static void log_case(const struct try *try, int entries)
{
	try->model->entries += entries;
	if (try->on)
		try->on->entries += entries;
}

static enum verdict put(const struct try *try, int entries)
{
	try->on->revision++;
	log_case(try, entries);
	return DONE;
}

static enum verdict create(struct try *try)
{
	struct model *model = try->model;
	int group = try->choice % 3;
	struct model_case *made = &model->cases[model->cases_len];

	if (group == GROUPS)
		return INVALID;
	if (!in_group(try->who, group))
		return DENIED;
	*made = (struct model_case){ .owner = NOBODY, .group = group, .severity = 3 + try->choice / 3 % 3,
				     .offered = NOWHERE, .creator = try->who, .asked = NOBODY };
	g_snprintf(made->id, sizeof(made->id), "INC-2026-%04d", ++model->cases_len);
	try->on = made;
	return put(try, 1);
}

static enum verdict edit(struct try *try)
{
	struct model_case *on = try->on;
	int severity = try->choice % 4 ? 2 + try->choice % 4 : on->severity;

	if (on->state == CLOSED)
		return INVALID;
	if (model_people[try->who].role == COMPLIANCE)
		return DENIED;
	if (on->state == PENDING)
		return INVALID;
	if (severity > on->severity && model_people[try->who].role != LEAD)
		return DENIED;
	on->severity = severity;
	if (try->choice % 4 == 0)
		on->title = try->choice;
	return put(try, 1);
}

static enum verdict take(struct try *try)
{
	struct model_case *on = try->on;

	if (on->state >= PENDING || (on->owner == try->who && on->state != NEW))
		return INVALID;
	if (on->owner != NOBODY && on->owner != try->who && model_people[try->who].role != LEAD)
		return DENIED;
	on->owner = try->who;
	on->state = MAX(on->state, TRIAGE);
	return put(try, 1);
}

static enum verdict release(struct try *try)
{
	if (try->on->state >= PENDING || try->on->owner == NOBODY)
		return INVALID;
	try->on->owner = NOBODY;
	return put(try, 1);
}

static enum verdict assign(struct try *try)
{
	if (try->on->state >= PENDING || !works_for(try->choice, try->on->group))
		return INVALID;
	try->on->owner = try->choice;
	return put(try, 1);
}

/* Nobody investigates a case that nobody answers for. */
static enum verdict go(struct try *try, int state)
{
	struct model_case *on = try->on;

	if (state == INVESTIGATING && (on->state == TRIAGE || on->state == REVIEW) && on->owner == NOBODY)
		return INVALID;
	on->state = state;
	on->declared |= state == INVESTIGATING;
	return put(try, 1);
}

static enum verdict move(struct try *try)
{
	struct model_case *on = try->on;
	int to = try->choice, from = on->state;
	bool acted = from != INVESTIGATING && from != CONTAINMENT && from != ERADICATION;

	if (to >= PENDING || from >= PENDING)
		return INVALID;
	if (from == NEW && to == TRIAGE)
		return may(try->who, on, AT_HOME, HANDLER, LEAD) ? take(try) : DENIED;
	if (to == from + 1 && from != NEW && (acted || on->actions[from]))
		return go(try, to);
	if (to >= from || to < INVESTIGATING || !try->with)
		return INVALID;
	if (from == REVIEW && to != INVESTIGATING && to != RECOVERY)
		return INVALID;
	return go(try, to);
}

static enum verdict close_case(struct try *try)
{
	struct model_case *on = try->on;
	enum { NOISE, RESOLVED, IN_ERROR } way = (int)try->choice;
	bool early = on->state == TRIAGE || on->state == INVESTIGATING ||
		     (on->state == REVIEW && !on->declared);
	bool full = on->state == REVIEW && on->owner != NOBODY;

	if (way == IN_ERROR && model_people[try->who].role != LEAD)
		return DENIED;
	if (on->state >= PENDING || on->offered != NOWHERE)
		return INVALID;
	if ((way == NOISE && !((early || full) && try->with)) || (way == RESOLVED && !full))
		return INVALID;
	on->asked = try->who;
	on->state = on->severity >= 4 && on->owner == try->who ? CLOSED : PENDING;
	return put(try, on->state == CLOSED ? 2 : 1);
}

static enum verdict answer_closure(struct try *try, int state)
{
	struct model_case *on = try->on;

	if (on->state != PENDING)
		return INVALID;
	on->state = state;
	if (state != CLOSED)
		on->asked = NOBODY;
	on->notes++;	/* what was said, for it is always given a reason here */
	return put(try, 2);
}

static enum verdict approve(struct try *try)
{
	return answer_closure(try, CLOSED);
}

static enum verdict reject(struct try *try)
{
	return answer_closure(try, REVIEW);
}

static enum verdict reopen(struct try *try)
{
	if (try->on->state != CLOSED)
		return INVALID;
	try->on->state = INVESTIGATING;
	try->on->declared = true;
	try->on->asked = NOBODY;
	return put(try, 1);
}

static enum verdict offer(struct try *try)
{
	int to = try->choice;

	if (try->on->state >= PENDING || try->on->offered != NOWHERE || to == try->on->group || to == GROUPS)
		return INVALID;
	try->on->offered = to;
	try->on->transfers++;
	return put(try, 2);
}

static enum verdict end_offer(struct try *try)
{
	if (try->on->offered == NOWHERE)
		return INVALID;
	try->on->offered = NOWHERE;
	return put(try, 2);
}

static enum verdict accept_offer(struct try *try)
{
	int owner = try->with ? try->choice : try->who, to = try->on->offered;

	if (!works_for(owner, to))
		return INVALID;
	try->on->group = to;
	try->on->owner = owner;
	return end_offer(try);
}

static enum verdict escalate(struct try *try)
{
	struct model_case *on = try->on;
	int to = try->choice;

	if (on->state == CLOSED || to == STRANGER || (to < PEOPLE && model_people[to].role == ADMIN))
		return INVALID;
	on->called[to] = true;
	if (on->open[to]++ == 0)
		on->waiting[on->waiting_len++] = to;
	return put(try, 2);
}

static enum verdict acknowledge(struct try *try)
{
	struct model_case *on = try->on;
	int ended = 0, left = 0;

	for (int i = 0; i < on->waiting_len; i++) {
		int to = on->waiting[i];
		bool me = to < PEOPLE ? to == try->who :
			  model_people[try->who].role & (LEAD | HANDLER) && in_group(try->who, to - PEOPLE);

		ended += me ? on->open[to] : 0;
		on->open[to] = me ? 0 : on->open[to];
		if (!me)
			on->waiting[left++] = to;
	}
	on->waiting_len = left;
	return ended ? put(try, ended + 1) : INVALID;
}

static enum verdict note(struct try *try)
{
	try->on->notes++;
	log_case(try, 1);
	return DONE;
}

static enum verdict add_action(struct try *try)
{
	try->on->actions[try->choice]++;
	log_case(try, 1);
	return DONE;
}

static enum verdict watch(struct try *try)
{
	bool *watched = &try->on->watched[try->who];

	if (*watched == try->with)
		return INVALID;
	*watched = try->with;
	log_case(try, 1);
	return DONE;
}

/* --- acts --- */

static const struct row {
	const char *action;
	enum where where;
	unsigned own, all;		/* the roles that may on cases they own, and on all */
	enum verdict (*apply)(struct try *try);
} rows[] = {
	{ "case-create", ANYWHERE, 0, REPORTER | HANDLER | LEAD | COMPLIANCE, create },
	{ "case-edit", NEAR, HANDLER, LEAD | COMPLIANCE, edit },
	{ "case-take", AT_HOME, HANDLER, LEAD, take },
	{ "case-release", AT_HOME, HANDLER, LEAD, release },
	{ "case-assign", AT_HOME, 0, LEAD, assign },
	{ "case-state", NEAR, HANDLER, LEAD, move },
	{ "case-close", NEAR, HANDLER, LEAD, close_case },
	{ "case-approve", THIRD, 0, LEAD | APPROVER, approve },
	{ "case-reject", THIRD, 0, LEAD | APPROVER, reject },
	{ "case-reopen", NEAR, 0, LEAD, reopen },
	{ "case-transfer", AT_HOME, HANDLER, LEAD, offer },
	{ "transfer-accept", OFFERED, 0, HANDLER | LEAD, accept_offer },
	{ "transfer-decline", OFFERED, 0, HANDLER | LEAD, end_offer },
	{ "transfer-recall", AT_HOME, HANDLER, LEAD, end_offer },
	{ "case-escalate", NEAR, HANDLER, LEAD, escalate },
	{ "escalation-ack", ANYWHERE, 0, HANDLER | LEAD | APPROVER | COMPLIANCE, acknowledge },
	{ "note-add", NEAR, HANDLER, LEAD, note },
	{ "action-add", NEAR, HANDLER, LEAD, add_action },
	{ "case-watch", ANYWHERE, 0, ~(unsigned)ADMIN, watch },
	{ "case-unwatch", ANYWHERE, 0, ~(unsigned)ADMIN, watch },
};

static const struct row *row_find(const char *action)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (strcmp(rows[i].action, action) == 0)
			return &rows[i];
	g_assert_not_reached();
}

/* In the order of the door: permission, revision, what was given, and what the action says. */
static enum verdict judge(struct try *try, const struct row *row)
{
	if (!(model_people[try->who].role & (row->own | row->all)))
		return DENIED;
	if (try->on && !model_sees(try->who, try->on))
		return INVALID;
	if (try->on && !may(try->who, try->on, row->where, row->own, row->all))
		return DENIED;
	if (try->revision >= 0 && try->revision != try->on->revision)
		return CONFLICT;
	return try->unknown ? INVALID : row->apply(try);
}

enum verdict model_act(struct try *try)
{
	enum verdict verdict = judge(try, row_find(try->action));

	/* a denial stands in the log, and in that of the case if they may know of it */
	if (verdict == DENIED) {
		try->model->entries++;
		if (try->on && model_sees(try->who, try->on))
			try->on->entries++;
	}
	return verdict;
}
