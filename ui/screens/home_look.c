/* What waits for a person: every line is a query and a filter, as they could type it. */
#include "ui/screens/home.h"

#include <string.h>

#include "src/app/look_group.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "ui/columns.h"
#include "ui/prefer.h"

static bool offered(struct ui *ui, const struct waiting *row)
{
	g_autofree char *tour = row->query ? NULL : prefer_value(ui, "tour");

	return row->query ? waiting_offered(ui->session, row) : !strcmp(tour, "yes");
}

static void free_line(gpointer data)
{
	struct home_line *line = data;

	record_free(line->first);
	g_free(line->filter);
	g_free(line->group);
	g_free(line->at_work);
	g_free(line);
}

static struct record *first_of(struct ui *ui, const struct waiting *row, const char *filter)
{
	g_autofree char *columns = columns_read(query_find(row->query)->object, row->columns);
	const struct look ask = { .query = row->query, .filter = filter, .columns = columns, .limit = 1 };
	g_autoptr(GPtrArray) found = look(ui->session, &ask, NULL);

	return found && found->len ? record_copy(g_ptr_array_index(found, 0)) : NULL;
}

static bool has_group(const GArray *groups, const char *value)
{
	for (guint i = 0; groups && i < groups->len; i++)
		if (!strcmp(g_array_index(groups, struct look_group, i).value, value))
			return true;
	return false;
}

/* Alerts come newest first, but the worst presses most; what has no severity may be anything, and comes last. */
static struct record *worst_of(struct ui *ui, const struct waiting *row, const char *filter)
{
	static const char *const severities[] = { "critical", "high", "medium", "low", "info", "unknown" };
	const struct look ask = { .query = row->query, .filter = filter };
	g_autoptr(GArray) groups = look_groups(ui->session, &ask, ALERT_SEVERITY, NULL);
	struct record *worst = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(severities) && !worst; i++) {
		g_autofree char *narrow = g_strdup_printf("%s severity=%s", filter ? filter : "", severities[i]);

		worst = has_group(groups, severities[i]) ? first_of(ui, row, narrow) : NULL;
	}
	return worst;
}

static void add_row(struct ui *ui, const struct waiting *row, GPtrArray *lines)
{
	g_autofree char *filter = waiting_filter(ui->session, row);
	int64_t count = row->query ? waiting_count(ui->session, row->query, filter) : 0;
	struct home_line *line;

	if (row->rare && count <= 0)
		return;
	line = g_new0(struct home_line, 1);
	line->part = row->pressing ? HOME_NEEDS : HOME_QUEUES;
	line->row = row;
	line->filter = g_steal_pointer(&filter);
	line->count = count;
	if (line->count > 0)
		line->first = query_find(row->query)->object == &alert_object ?
			worst_of(ui, row, line->filter) : first_of(ui, row, line->filter);
	g_ptr_array_add(lines, line);
}

/* --- the duty picture --- */

static char *members_among(struct ui *ui, const char *group, char **present)
{
	g_auto(GStrv) members = session_users(ui->session, group);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **name = members; name && *name; name++)
		if (g_strv_contains((const char *const *)present, *name))
			g_string_append_printf(out, "%s%s", out->len ? " " : "", *name);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void add_group(struct ui *ui, const char *group, char **present, GPtrArray *lines)
{
	struct home_line *line = g_new0(struct home_line, 1);
	g_autofree char *high = g_strdup_printf("group=%s sev_rank<=2", group);

	line->part = HOME_DUTY;
	line->group = g_strdup(group);
	line->filter = g_strdup_printf("group=%s", group);
	line->count = waiting_count(ui->session, "open", line->filter);
	line->high = waiting_count(ui->session, "open", high);
	line->unowned = waiting_count(ui->session, "unassigned", line->filter);
	line->late = waiting_count(ui->session, "overdue", line->filter);
	line->at_work = present ? members_among(ui, group, present) : NULL;
	g_ptr_array_add(lines, line);
}

/* One's own groups; who has none sees all. */
static void add_duty(struct ui *ui, GPtrArray *lines)
{
	char **groups = person_groups(session_person(ui->session));
	g_auto(GStrv) present = session_at_work(ui->session);

	if (!groups || !*groups) {
		g_strfreev(groups);
		groups = session_groups(ui->session);
	}
	for (char **group = groups; group && *group; group++)
		add_group(ui, *group, present, lines);
	g_strfreev(groups);
}

/* One below the other; a title before each part, and a blank row before a title. */
static void place(GPtrArray *lines)
{
	const struct home_line *before = NULL;

	for (guint i = 0; i < lines->len; i++) {
		struct home_line *line = g_ptr_array_index(lines, i);

		line->y = !before ? 1 : before->y + (before->part == line->part ? 1 : 3);
		before = line;
	}
}

GPtrArray *home_look(struct ui *ui)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(free_line);

	for (const struct waiting *row = waitings; row->name; row++)
		if (offered(ui, row))
			add_row(ui, row, lines);
	if (permit_anywhere(session_person(ui->session), PERM_CASE_VIEW) != LEVEL_NO)
		add_duty(ui, lines);
	place(lines);
	return lines;
}
