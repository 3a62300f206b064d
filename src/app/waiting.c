#include "src/app/waiting.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define COUNTED 999

#define CASE_COLUMNS "severity id title due_at state owner group cui_involvement"

const struct waiting waitings[] = {
	{ "tour", true, N_("tour"), "tour", NULL, NULL, NULL, PERM_PREFERENCES },
	{ "offered", true, NULL, "queue", "offered", "case from to due_at reason", NULL, PERM_CASE_VIEW, .most = 4 },
	{ "escalated", true, NULL, "queue", "escalated", "case from due_at reason kind", NULL, PERM_CASE_VIEW,
	  .most = 4 },
	{ "approvals", true, N_("pending"), "queue", "approvals", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 4 },
	{ "overdue", true, NULL, "queue", "overdue", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 6 },
	{ "soon", true, N_("due in 4 h"), "queue", "open", CASE_COLUMNS, "due>=@now due<4h", PERM_CASE_VIEW,
	  .most = 6 },
	{ "alerts", true, N_("new alerts"), "alerts", "alerts", "severity title source last_seen", "state=new",
	  PERM_ALERT_WORK, .most = 6 },
	{ "changed", true, N_("changed"), "queue", "queue",
	  CASE_COLUMNS " sub_status", "changed>=%s not by:me", PERM_CASE_VIEW, .most = 8 },
	{ "mine", false, NULL, "queue", "mine", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 8 },
	{ "answered", false, NULL, "queue", "answered", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .rare = true },
	{ "groups", false, NULL, "queue", "queue", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 8 },
	{ "unassigned", false, NULL, "queue", "unassigned", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 6 },
	{ "cui", false, NULL, "queue", "cui", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 4 },
	{ "open", false, NULL, "queue", "open", CASE_COLUMNS, NULL, PERM_CASE_VIEW, .most = 10 },
	{ NULL },
};

const struct waiting *waiting_find(const char *name)
{
	for (const struct waiting *waiting = waitings; waiting->name; waiting++)
		if (strcmp(waiting->name, name) == 0)
			return waiting;
	return NULL;
}

const char *waiting_label(const struct waiting *waiting)
{
	return _(waiting->label ? waiting->label : query_find(waiting->query)->label);
}

bool waiting_offered(struct session *session, const struct waiting *waiting)
{
	const struct look ask = { .query = waiting->query };

	return look_offered(session, &ask) && permit_anywhere(session_person(session), waiting->needs) != LEVEL_NO;
}

char *waiting_filter(const struct session *session, const struct waiting *waiting)
{
	g_autofree char *since = time_iso(session_since(session));
	const char *place = waiting->filter ? strstr(waiting->filter, "%s") : NULL;

	return place ? g_strdup_printf("%.*s%s%s", (int)(place - waiting->filter), waiting->filter, since, place + 2) :
		       g_strdup(waiting->filter);
}

int64_t waiting_count(struct session *session, const char *query, const char *filter)
{
	const struct look ask = { .query = query, .filter = filter };

	return look_count(session, &ask, COUNTED, NULL);
}
