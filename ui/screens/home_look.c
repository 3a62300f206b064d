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

	g_clear_pointer(&line->first, g_ptr_array_unref);
	g_free(line->filter);
	g_free(line->group);
	g_free(line->at_work);
	g_free(line);
}

static GPtrArray *first_of(struct ui *ui, const struct waiting *row, const char *filter, int most)
{
	g_autofree char *columns = columns_read(query_find(row->query)->object, row->columns);
	const struct look ask = { .query = row->query, .filter = filter, .columns = columns, .limit = most };

	return look(ui->session, &ask, NULL);
}

static bool has_group(const GArray *groups, const char *value)
{
	for (guint i = 0; groups && i < groups->len; i++)
		if (!strcmp(g_array_index(groups, struct look_group, i).value, value))
			return true;
	return false;
}

/* Alerts come newest first, but the worst presses most; what has no severity may be anything, and comes last. */
static GPtrArray *worst_of(struct ui *ui, const struct waiting *row, const char *filter, int most)
{
	static const char *const severities[] = { "critical", "high", "medium", "low", "info", "unknown" };
	const struct look ask = { .query = row->query, .filter = filter };
	g_autoptr(GArray) groups = look_groups(ui->session, &ask, ALERT_SEVERITY, NULL);
	GPtrArray *worst = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (size_t i = 0; i < G_N_ELEMENTS(severities) && (int)worst->len < most; i++) {
		g_autofree char *narrow = g_strdup_printf("%s severity=%s", filter ? filter : "", severities[i]);
		GPtrArray *found = has_group(groups, severities[i]) ?
			first_of(ui, row, narrow, most - (int)worst->len) : NULL;

		if (found)
			g_ptr_array_extend_and_steal(worst, found);
	}
	return worst;
}

static void add_row(struct ui *ui, const struct waiting *row, bool roomy, GPtrArray *lines)
{
	g_autofree char *filter = waiting_filter(ui->session, row);
	int most = roomy ? MAX(row->most, 1) : 1;
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
			worst_of(ui, row, line->filter, most) : first_of(ui, row, line->filter, most);
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

/* One row more for each line that has one, as long as there is room. Returns how much is left. */
static int grow(GPtrArray *lines, int room)
{
	for (guint i = 0; i < lines->len && room > 0; i++) {
		struct home_line *line = g_ptr_array_index(lines, i);

		if (line->first && line->rows < (int)line->first->len) {
			line->rows++;
			room--;
		}
	}
	return room;
}

/* One below the other; a title before each part, and a blank row before a title. Returns the rows of all. */
static int place(GPtrArray *lines)
{
	const struct home_line *before = NULL;

	for (guint i = 0; i < lines->len; i++) {
		struct home_line *line = g_ptr_array_index(lines, i);

		line->rows = MAX(line->rows, 1);
		line->y = !before ? 1 : before->y + before->rows + (before->part == line->part ? 0 : 2);
		before = line;
	}
	return before ? before->y + before->rows : 0;
}

static void fill(GPtrArray *lines, int room)
{
	int before, left = room - MAX(place(lines) - HOME_DESIGN, 0);

	do {
		before = left;
		left = grow(lines, left);
	} while (left < before);
	place(lines);
}

GPtrArray *home_look(struct ui *ui, int room)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(free_line);

	for (const struct waiting *row = waitings; row->name; row++)
		if (offered(ui, row))
			add_row(ui, row, room > 0, lines);
	if (permit_anywhere(session_person(ui->session), PERM_CASE_VIEW) != LEVEL_NO)
		add_duty(ui, lines);
	fill(lines, room);
	return lines;
}
