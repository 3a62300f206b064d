#include "db/select_branch.h"

#include <string.h>

#include "src/rules/case_fields.h"
#include "src/rules/escalation.h"
#include "src/rules/transfer.h"

static bool by_rank(const struct select *select)
{
	return select->object == &case_object && select->order == ORDER_QUEUE;
}

size_t branch_ranks(const struct select *select, size_t fields[RANKS])
{
	if (by_rank(select)) {
		fields[0] = CASE_SEV_RANK;
		fields[1] = CASE_DUE_RANK;
		return 2;
	}
	fields[0] = TRANSFER_DUE_AT;
	return select->object == &transfer_object && select->order == ORDER_DUE;
}

static void branch_free(void *data)
{
	clause_free(data);
}

static const char *term_is(const struct select *select, size_t field)
{
	for (size_t i = 0; i < select->terms_len; i++)
		if (select->terms[i].field == field && select->terms[i].op == OP_IS &&
		    !select->terms[i].turned && !select->terms[i].or_next &&
		    (i == 0 || !select->terms[i - 1].or_next))
			return select->terms[i].value;
	return NULL;
}

/* Takes clause; adds the terms and what else decides on the row. */
static bool branch_add(GPtrArray *branches, struct clause *clause, const struct select *select, GError **error)
{
	g_ptr_array_add(branches, clause);
	return clause_terms(clause, select, error);
}

/* The index has `open` in it: a branch for each value, unless a term says which it must be. */
static const char *const *open_values(const struct select *select)
{
	static const char *const both[] = { " AND t.open = 1", " AND t.open = 0", NULL };
	static const char *const by_term[] = { "", NULL };

	return term_is(select, CASE_OPEN) ? by_term : both;
}

/* The few restricted cases are asked for apart, by the access list. */
static const char *const *restricted_values(const struct visibility *visibility)
{
	static const char *const both[] = { "0", "1", NULL };
	static const char *const not_restricted[] = { "0", NULL };

	return visibility->restricted_all || visibility->restricted_listed ? both : not_restricted;
}

/* One branch for each combination of group (NULL: any), restricted and open. reach: the group alone
 * does not say that the person may see it. */
static bool ranges_add(GPtrArray *branches, const struct select *select, const char *group,
		       bool reach, GError **error)
{
	const struct visibility *visibility = select->visibility;
	const char *const *restricted = restricted_values(visibility);
	const char *const *open = open_values(select);
	bool rank = by_rank(select);
	const char *index = group ? rank ? "cases_queue" : "cases_group"
				  : rank ? "cases_all" : "cases_newest";

	for (size_t r = 0; restricted[r]; r++) {
		for (size_t o = 0; open[o]; o++) {
			struct clause *clause = clause_new();

			clause_add(clause,
				   " FROM cases AS t INDEXED BY %s WHERE t.%s = %s%s", index,
				   case_column(CASE_RESTRICTED), restricted[r], open[o]);
			if (group) {
				clause_add(clause, " AND t.%s = ", case_column(CASE_GROUP));
				clause_param(clause, group);
			}
			if (reach)
				clause_visible_reach(clause, "t", visibility);
			if (strcmp(restricted[r], "1") == 0 && !visibility->restricted_all) {
				clause_add(clause, " AND ");
				clause_listed(clause, "t", visibility);
			}
			if (!branch_add(branches, clause, select, error))
				return false;
		}
	}
	return true;
}

static bool sees_group(const struct visibility *visibility, const char *group)
{
	return visibility->everything ||
	       (visibility->groups &&
		g_strv_contains((const char *const *)visibility->groups, group));
}

/* A branch that an index of its own leads, by one value of the column or by what follows. */
static struct clause *led_by(const char *index, size_t field, const char *value)
{
	struct clause *clause = clause_new();

	clause_add(clause, " FROM cases AS t INDEXED BY %s WHERE t.%s = ", index,
		   case_column(field));
	clause_param(clause, value);
	return clause;
}

static void clause_visible(struct clause *clause, const struct visibility *visibility)
{
	clause_visible_reach(clause, "t", visibility);
	clause_visible_restricted(clause, "t", visibility);
}

static void not_in_groups(struct clause *clause, size_t field, char *const *groups)
{
	clause_add(clause, " AND (t.%s IS NULL OR t.%s NOT IN ", case_column(field),
		   case_column(field));
	clause_params(clause, groups);
	clause_add(clause, ")");
}

/* everywhere: whichever group it waits for. waiting: that nobody answered yet. */
enum calls { CALLS_ALL, CALLS_OPEN, CALLS_ANSWERED };

static void add_calls(struct clause *clause, const struct visibility *visibility, enum calls calls)
{
	if (calls == CALLS_OPEN) {
		clause_add(clause, " AND e.state = 'open'");
	} else if (calls == CALLS_ANSWERED) {
		clause_add(clause, " AND e.state = 'acknowledged' AND e.%s = ",
			   field_column(&escalation_object.fields[ESCALATION_ACKNOWLEDGED_BY]));
		clause_param(clause, visibility->user);
	}
}

static struct clause *escalated_to(const struct visibility *visibility, char *const *groups,
				   bool everywhere, enum calls calls)
{
	struct clause *clause = clause_new();

	clause_add(clause, " FROM cases AS t WHERE t.%s IN (SELECT e.case_id FROM escalations AS e "
		   "INDEXED BY escalations_user WHERE e.to_user = ",
		   case_column(CASE_ID));
	clause_param(clause, clause_called(visibility));
	add_calls(clause, visibility, calls);
	/* IN () would leave the index nothing to search by, and newer SQLite refuses that */
	if (everywhere || (groups && groups[0]))
		clause_add(clause,
			   " UNION SELECT e.case_id FROM escalations AS e INDEXED BY escalations_group "
			   "WHERE e.to_group ");
	if (everywhere) {
		clause_add(clause, "> ''");	/* IS NOT NULL is nothing an index is searched by */
		add_calls(clause, visibility, calls);
	} else if (groups && groups[0]) {
		clause_add(clause, "IN ");
		clause_params(clause, groups);
		add_calls(clause, visibility, calls);
	}
	clause_add(clause, ")");
	return clause;
}

static struct clause *watched(const struct visibility *visibility)
{
	struct clause *clause = clause_new();

	clause_add(clause, " FROM cases AS t WHERE t.%s IN (SELECT w.case_id FROM watchers AS w "
		   "INDEXED BY watchers_user WHERE w.active = 1 AND w.user_name = ",
		   case_column(CASE_ID));
	clause_param(clause, visibility->user);
	clause_add(clause, ")");
	return clause;
}

static struct clause *own(const struct visibility *visibility, const char *index, size_t field)
{
	struct clause *clause = led_by(index, field, visibility->user);

	not_in_groups(clause, CASE_GROUP, visibility->groups);
	not_in_groups(clause, CASE_OFFERED_TO, visibility->groups);
	clause_add(clause, " AND NOT ");
	clause_escalated(clause, "t", visibility, visibility->groups);
	clause_visible_restricted(clause, "t", visibility);
	return clause;
}

/* What somebody sees who does not see everything: own groups, what is offered or escalated to them,
 * what they created or own; each branch leaves out what those before it have. */
static bool all_add(GPtrArray *branches, const struct select *select, GError **error)
{
	const struct visibility *visibility = select->visibility;
	char **groups = visibility->groups;
	struct clause *clause;
	bool ok = true;

	for (size_t i = 0; ok && groups && groups[i]; i++)
		ok = ranges_add(branches, select, groups[i], false, error);
	for (size_t i = 0; ok && groups && groups[i]; i++) {
		clause = led_by("cases_offered", CASE_OFFERED_TO, groups[i]);
		not_in_groups(clause, CASE_GROUP, groups);
		clause_visible_restricted(clause, "t", visibility);
		ok = branch_add(branches, clause, select, error);
	}
	if (!ok)
		return false;
	clause = escalated_to(visibility, groups, false, CALLS_ALL);
	not_in_groups(clause, CASE_GROUP, groups);
	not_in_groups(clause, CASE_OFFERED_TO, groups);
	clause_visible_restricted(clause, "t", visibility);
	if (!branch_add(branches, clause, select, error))
		return false;
	if (!visibility->own)
		return true;
	clause = own(visibility, "cases_owner", CASE_OWNER);
	if (!branch_add(branches, clause, select, error))
		return false;
	clause = own(visibility, "cases_creator", CASE_CREATED_BY);
	clause_add(clause, " AND t.%s IS NOT ", case_column(CASE_OWNER));
	clause_param(clause, visibility->user);
	return branch_add(branches, clause, select, error);
}

static bool my_groups_add(GPtrArray *branches, const struct select *select, GError **error)
{
	const struct visibility *visibility = select->visibility;
	bool ok = true;

	if (visibility->member_everywhere)
		return ranges_add(branches, select, NULL, !visibility->everything, error);
	for (size_t i = 0; ok && visibility->member_of && visibility->member_of[i]; i++)
		ok = ranges_add(branches, select, visibility->member_of[i],
				!sees_group(visibility, visibility->member_of[i]), error);
	return ok;
}

static bool offered_add(GPtrArray *branches, const struct select *select, GError **error)
{
	const struct visibility *visibility = select->visibility;
	struct clause *clause;
	bool ok = true;

	if (visibility->member_everywhere) {
		clause = clause_new();
		clause_add(clause,
			   " FROM cases AS t INDEXED BY cases_offered WHERE t.%s IS NOT NULL",
			   case_column(CASE_OFFERED_TO));
		clause_visible(clause, visibility);
		return branch_add(branches, clause, select, error);
	}
	for (size_t i = 0; ok && visibility->member_of && visibility->member_of[i]; i++) {
		clause = led_by("cases_offered", CASE_OFFERED_TO, visibility->member_of[i]);
		clause_visible(clause, visibility);
		ok = branch_add(branches, clause, select, error);
	}
	return ok;
}

/* An index on the term itself leads to few rows: better than any queue. */
static struct clause *led_by_term(const struct select *select)
{
	static const struct { size_t field; const char *index; } leads[] = {
		{ CASE_ID, "cases_id" },
		{ CASE_ID_NUMBER, "cases_short" },
		{ CASE_CORRELATION_ID, "cases_correlation" },
		{ CASE_OWNER, "cases_owner" },
		{ CASE_OFFERED_TO, "cases_offered" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(leads); i++) {
		const char *value = term_is(select, leads[i].field);

		if (value && *value)
			return led_by(leads[i].index, leads[i].field, value);
	}
	return NULL;
}

static bool case_branches(GPtrArray *branches, const struct select *select, GError **error)
{
	const struct visibility *visibility = select->visibility;
	const char *group = term_is(select, CASE_GROUP);
	struct clause *clause = NULL;

	if (select->scope == SCOPE_ESCALATED || select->scope == SCOPE_ANSWERED)
		clause = escalated_to(visibility, visibility->member_of, visibility->member_everywhere,
				      select->scope == SCOPE_ANSWERED ? CALLS_ANSWERED : CALLS_OPEN);
	else if (select->scope == SCOPE_WATCHED)
		clause = watched(visibility);
	else if (select->scope == SCOPE_ALL)
		clause = led_by_term(select);
	if (clause) {
		clause_visible(clause, visibility);
		return branch_add(branches, clause, select, error);
	}
	if (select->scope == SCOPE_OFFERED)
		return offered_add(branches, select, error);
	if (select->scope == SCOPE_MY_GROUPS)
		return my_groups_add(branches, select, error);
	if (group && *group)
		return ranges_add(branches, select, group, !sees_group(visibility, group), error);
	if (visibility->everything)
		return ranges_add(branches, select, NULL, false, error);
	return all_add(branches, select, error);
}

static void for_groups(struct clause *clause, const struct select *select, size_t field)
{
	const struct visibility *visibility = select->visibility;

	clause_add(clause, "t.%s ", field_column(&select->object->fields[field]));
	if (visibility->member_everywhere) {
		clause_add(clause, "IS NOT NULL");
	} else {
		clause_add(clause, "IN ");
		clause_params(clause, visibility->member_of);
	}
}

/* " AND …": the scope for rows that are no cases: whom an offer or escalation waits for. */
static void scope_add(struct clause *clause, const struct select *select)
{
	if (select->object == &transfer_object && select->scope == SCOPE_OFFERED) {
		clause_add(clause, " AND t.state = 'offered' AND ");
		for_groups(clause, select, TRANSFER_TO);
	} else if (select->object == &escalation_object && select->scope == SCOPE_ESCALATED) {
		clause_add(clause, " AND t.state = 'open' AND (t.%s = ",
			   field_column(&select->object->fields[ESCALATION_TO_USER]));
		clause_param(clause, select->visibility->user);
		clause_add(clause, " OR ");
		for_groups(clause, select, ESCALATION_TO_GROUP);
		clause_add(clause, ")");
	}
}

GPtrArray *branches_of(const struct select *select, GError **error)
{
	g_autoptr(GPtrArray) branches = g_ptr_array_new_with_free_func(branch_free);
	struct clause *clause;

	if (!clause_may_ask(select->object, select->visibility, error))
		return NULL;
	if (select->object == &case_object && !select->pk)
		return case_branches(branches, select, error) ? g_steal_pointer(&branches) : NULL;
	clause = clause_new();
	clause_add(clause, " FROM %s AS t WHERE 1", select->object->table);
	if (select->pk) {
		clause_add(clause, " AND t.pk = ");
		clause_param_int(clause, select->pk);
	}
	if (!branch_add(branches, clause, select, error))
		return NULL;
	scope_add(clause, select);
	clause_visible_row(clause, select->object, select->visibility);
	return g_steal_pointer(&branches);
}
