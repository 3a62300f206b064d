/* What an edit must not do, whoever makes it. */
#include "src/rules/case.h"

#include "src/base/clock.h"
#include "src/base/i18n.h"

#define FIELD(i) (&case_object.fields[i])
#define SKEW_MS (5 * MINUTE_MS)

static bool changed(const struct record *a, const struct record *b, size_t field)
{
	return g_strcmp0(record_get(a, field), record_get(b, field)) != 0;
}

static void check_frozen(const struct record *before, struct problems *problems)
{
	if (record_is(before, CASE_STATE, "closed"))
		problems_add(problems, FIELD(CASE_STATE),
			     _("the case is closed: a lead can reopen it"));
	else if (record_is(before, CASE_STATE, "close_pending"))
		problems_add(problems, FIELD(CASE_STATE),
			     _("the case waits for approval of its closure: "
			       "it must stay as it was when that was asked for"));
}

static void check_times(const struct record *after, struct problems *problems)
{
	if (record_has(after, CASE_T_OCCURRED_FIRST) && record_has(after, CASE_T_OCCURRED_LAST) &&
	    record_int(after, CASE_T_OCCURRED_FIRST) > record_int(after, CASE_T_OCCURRED_LAST))
		problems_add(problems, FIELD(CASE_T_OCCURRED_LAST),
			     _("lies before the first occurrence"));
	if (record_has(after, CASE_T_REPORTED_EXTERNAL) && record_has(after, CASE_T_DETECTED) &&
	    record_int(after, CASE_T_REPORTED_EXTERNAL) < record_int(after, CASE_T_DETECTED))
		problems_add(problems, FIELD(CASE_T_REPORTED_EXTERNAL),
			     _("lies before the detection"));
}

static void check_links(const struct record *after, struct problems *problems)
{
	static const size_t links[] = { CASE_PARENT, CASE_DUPLICATE_OF };

	for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
		if (record_has(after, links[i]) && record_has(after, CASE_ID) &&
		    record_is(after, CASE_ID, record_get(after, links[i])))
			problems_add(problems, FIELD(links[i]), _("is this case itself"));
}

static void check_sense(const struct record *before, const struct record *after,
			struct problems *problems)
{
	bool was = record_is(before, CASE_KIND, "exercise");

	if (list_has(record_get(after, CASE_INFORMATION_IMPACT), "cui_breach") &&
	    record_is(after, CASE_CUI_INVOLVEMENT, "none"))
		problems_add(problems, FIELD(CASE_INFORMATION_IMPACT),
			     _("says CUI breach, and cui_involvement says none"));
	if (record_is(before, CASE_LEGAL_HOLD, "1") && !record_is(after, CASE_LEGAL_HOLD, "1"))
		problems_add(problems, FIELD(CASE_LEGAL_HOLD),
			     _("a hold that was set cannot be lifted here"));
	if (record_has(before, CASE_ID) && was != record_is(after, CASE_KIND, "exercise"))
		problems_add(problems, FIELD(CASE_KIND),
			     _("an exercise stays one, and a case does not become one: "
			       "its number says which it is"));
}

/* Values added one by one may not go together: "no_impact" and a breach. */
static void check_choices(const struct record *before, const struct record *after,
			  struct problems *problems)
{
	for (size_t i = 0; i < CASE_FIELDS; i++) {
		g_autofree char *value = NULL, *problem = NULL;

		if (FIELD(i)->type == FIELD_CHOICES && changed(before, after, i) &&
		    !field_read(FIELD(i), record_get(after, i), 0, &value, &problem))
			problems_add(problems, FIELD(i), "%s", problem);
	}
}

/* Has the case gone past this moment? Then what was needed may be changed, but not emptied. */
static bool passed(const struct record *record, enum moment moment)
{
	switch (moment) {
	case MOMENT_NEVER:
	case MOMENT_CLOSE:	/* closed cases are not edited */
		return false;
	case MOMENT_CREATE:
		return true;
	case MOMENT_TRIAGE:
		return record_has(record, CASE_T_DECLARED);
	case MOMENT_CONTAINMENT:
		return record_has(record, CASE_T_CONTAINED) ||
		       record_is(record, CASE_STATE, "containment");
	case MOMENT_CONTAINED:
		return record_has(record, CASE_T_CONTAINED);
	case MOMENT_REVIEW:
		return record_has(record, CASE_T_RECOVERED);
	}
	g_assert_not_reached();
}

static void check_emptied(const struct record *before, const struct record *after,
			  struct problems *problems)
{
	for (size_t i = 0; i < CASE_FIELDS; i++) {
		if (!changed(before, after, i) || case_answered(after, i) ||
		    !case_answered(before, i))
			continue;
		for (int n = 0; n < FIELD_NEEDS; n++) {
			const struct need *need = &FIELD(i)->needs[n];

			if (!passed(before, need->moment) ||
			    !case_condition(after, need->condition))
				continue;
			problems_add(problems, FIELD(i), _("was needed %s: change it, but do not "
							   "empty it"),
				     moment_label(need->moment));
			break;
		}
	}
}

void case_check_edit(const struct record *before, const struct record *after,
		     struct problems *problems)
{
	check_frozen(before, problems);
	check_times(after, problems);
	check_links(after, problems);
	check_sense(before, after, problems);
	check_choices(before, after, problems);
	check_emptied(before, after, problems);
}

char *case_odd_times(const struct record *before, const struct record *after)
{
	static const struct { size_t earlier, later; const char *why; } rows[] = {
		{ CASE_T_DETECTED, CASE_T_DISCOVERED, N_("the discovery lies before the detection: if somebody "
		  "knew of it then, it was detected then; set Detected to that time too") },
		{ CASE_T_DISCOVERED, CASE_T_REPORTED_EXTERNAL, N_("the report lies before the discovery: who "
		  "reported it knew of it; set Discovered to when they did") },
	};
	bool new = !record_has(before, CASE_ID);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		size_t earlier = rows[i].earlier, later = rows[i].later;

		if (record_has(after, later) && record_has(after, earlier) &&
		    record_int(after, later) + SKEW_MS < record_int(after, earlier) &&
		    (new || changed(before, after, earlier) || changed(before, after, later)))
			return g_strdup(_(rows[i].why));
	}
	return NULL;
}
