#include "ui/screens/queue_views.h"

#include <string.h>

#include "src/app/view.h"
#include "src/base/i18n.h"
#include "src/rules/view.h"
#include "ui/column_choice.h"
#include "ui/columns.h"
#include "ui/prompt.h"
#include "ui/task.h"

/* --- the tabs --- */

static const struct record *view_of(const GPtrArray *views, const char *name)
{
	for (guint i = 0; i < views->len; i++)
		if (record_is(g_ptr_array_index(views, i), VIEW_NAME, name))
			return g_ptr_array_index(views, i);
	return NULL;
}

/* A view looks as the tab that it narrows. */
static const struct browse_tab *tab_of(const struct browse_tab *own, size_t len, const char *query)
{
	for (size_t i = 0; i < len; i++)
		if (g_str_equal(own[i].query, query))
			return &own[i];
	return &own[0];
}

static bool is_namesake(const struct queue *queue, const struct record *view)
{
	for (size_t i = 0; i < queue->len; i++)
		if (browse_tab_is_view(&queue->tabs[i]) &&
		    g_str_equal(browse_tab_name(&queue->tabs[i]), record_text(view, VIEW_NAME)))
			return true;
	return false;
}

/* Takes views over. */
static void fill(struct queue *queue, GPtrArray *views, const struct browse_tab *own, size_t len)
{
	queue->views = views;
	queue->tabs = g_new0(struct browse_tab, len + queue->views->len);
	queue->len = len;
	for (size_t i = 0; i < len; i++) {
		queue->tabs[i] = own[i];
		queue->tabs[i].view = view_of(queue->views, own[i].query);
	}
	for (guint i = 0; i < queue->views->len; i++) {
		const struct record *view = g_ptr_array_index(queue->views, i);
		const struct query *query = query_find(record_text(view, VIEW_QUERY));
		struct browse_tab *tab = &queue->tabs[queue->len];

		if (view_is_tab(view) || !query)
			continue;
		*tab = *tab_of(own, len, query->name);
		tab->query = query->name;
		tab->brief = NULL;
		tab->empty = N_("No case is in this view.");
		tab->namesake = is_namesake(queue, view);
		tab->view = view;
		queue->len++;
	}
}

void queue_views_fill(struct queue *queue, struct ui *ui, const struct browse_tab *own, size_t len)
{
	GPtrArray *views = view_all(ui->session, NULL);

	fill(queue, views ? views : g_ptr_array_new(), own, len);
}

static bool same(const GPtrArray *a, const GPtrArray *b)
{
	bool equal = a->len == b->len;

	for (guint i = 0; equal && i < a->len; i++) {
		const struct record *x = g_ptr_array_index(a, i), *y = g_ptr_array_index(b, i);

		equal = x->pk == y->pk && x->seq == y->seq;
	}
	return equal;
}

bool queue_views_changed(struct queue *queue, struct ui *ui, const struct browse_tab *own, size_t len)
{
	g_autoptr(GPtrArray) views = view_all(ui->session, NULL), old = NULL;
	g_autofree struct browse_tab *tabs = NULL;

	if (!views || same(views, queue->views))
		return false;
	old = queue->views;
	tabs = queue->tabs;
	fill(queue, g_steal_pointer(&views), own, len);
	browse_retab(queue->browse, ui, queue->tabs, queue->len);
	return true;
}

void queue_views_free(struct queue *queue)
{
	g_ptr_array_unref(queue->views);
	g_free(queue->tabs);
}

static struct queue *queue_of(void *self)
{
	return ((struct screen *)self)->state;
}

/* The view that is shown; NULL: a tab of the program is. */
static const struct record *shown_view(const struct queue *queue)
{
	const struct browse_tab *tab = browse_tab_now(queue->browse);

	return tab && browse_tab_is_view(tab) ? tab->view : NULL;
}

/* --- what changes views --- */

static struct task *begin(const char *action)
{
	struct task *task = task_new(action_find(action));

	g_ptr_array_add(task->targets, NULL);
	return task;
}

static void set(struct task *task, const char *name, const char *value)
{
	if (value && *value)
		sets_add(task->given, name, SET_TO, value);
}

static bool run(struct ui *ui, struct task *task)
{
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	bool done = task_run(ui, task, NULL, NULL, &outcome, &error);

	if (!done)
		ui_say_error(ui, &error);
	outcome_clear(&outcome);
	task_free(task);
	return done;
}

static bool save(struct ui *ui, struct queue *queue, const char *name, bool whole)
{
	g_autofree char *sort = NULL;
	struct list_look how = list_shown(browse_list(queue->browse), &sort);
	struct task *task = begin("view-save");

	set(task, "name", name);
	set(task, "query", browse_tab_now(queue->browse)->query);
	set(task, "columns", how.columns);
	set(task, "group", how.heads);
	set(task, "filter", whole ? how.filter : NULL);
	set(task, "sort", whole ? how.sort : NULL);
	if (!whole)
		task->told = N_("kept for you: this tab looks like this from now on");
	return run(ui, task);
}

/* The name typed, or that of the view shown. NULL: neither, which is told. */
static const char *named(struct ui *ui, struct queue *queue, const char *arguments)
{
	const struct record *view = shown_view(queue);

	if (*arguments)
		return arguments;
	if (!view)
		ui_warn(ui, "%s", _("this tab is the program's: name a view"));
	return view ? record_text(view, VIEW_NAME) : NULL;
}

static void by_name(struct ui *ui, void *self, const char *action, const char *arguments)
{
	const char *name = named(ui, queue_of(self), arguments);
	struct task *task;

	if (!name)
		return;
	task = begin(action);
	set(task, "name", g_str_has_prefix(name, "name=") ? name + 5 : name);
	run(ui, task);
}

static void share(struct ui *ui, void *self, const char *arguments)
{
	by_name(ui, self, "view-share", arguments);
}

static void share_no_more(struct ui *ui, void *self, const char *arguments)
{
	by_name(ui, self, "view-unshare", arguments);
}

static void drop(struct ui *ui, void *self, const char *arguments)
{
	by_name(ui, self, "view-drop", arguments);
}

static bool may_share(struct ui *ui, void *self)
{
	(void)self;
	return action_offered(ui->session, action_find("view-share"), NULL);
}

static void view_save(struct ui *ui, void *self, const char *arguments)
{
	struct queue *queue = queue_of(self);
	const struct record *view = shown_view(queue);
	struct prompt prompt = { .label = _("Save as: "), .text = view ? record_text(view, VIEW_NAME) : NULL };
	g_autofree char *name = NULL;
	int at;

	if (strchr(arguments, '=')) {
		ui->house->perform(ui, action_find("view-save"), arguments);
		return;
	}
	name = *arguments ? g_strdup(arguments) : prompt_line(ui, &prompt);
	if (!name || !*name || !save(ui, queue, name, true))
		return;
	at = browse_find(queue->browse, name);
	if (at >= 0)
		browse_show(queue->browse, ui, (size_t)at);
}

/* --- going to one --- */

static int choose(struct ui *ui, struct queue *queue)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	const struct browse_tab *open = browse_tab_now(queue->browse);
	int chosen = -1;

	for (size_t i = 0; i < queue->len; i++) {
		const struct browse_tab *tab = &queue->tabs[i];

		if (tab == open)
			chosen = (int)i;
		g_ptr_array_add(labels, !browse_tab_is_view(tab) ? g_strdup(_(tab->label)) :
			record_is(tab->view, VIEW_USER, session_user(ui->session)) ?
				g_strdup(record_text(tab->view, VIEW_NAME)) :
				g_strdup_printf(_("%s (of %s)"), record_text(tab->view, VIEW_NAME),
						record_text(tab->view, VIEW_USER)));
	}
	g_ptr_array_add(labels, NULL);
	return prompt_choice(ui, _("Tabs and views"), (const char *const *)labels->pdata, chosen);
}

static void go(struct ui *ui, void *self, const char *arguments)
{
	struct queue *queue = queue_of(self);
	int chosen = *arguments ? -1 : choose(ui, queue), at;

	if (!*arguments && chosen < 0)
		return;
	at = browse_find(queue->browse, *arguments ? arguments : browse_tab_name(&queue->tabs[chosen]));
	if (at >= 0)
		browse_show(queue->browse, ui, (size_t)at);
	else
		ui_warn(ui, _("there is no view “%s”; :view alone shows those there are"), arguments);
}

static void complete(struct ui *ui, GPtrArray *found, const char *typed, bool own)
{
	struct screen *screen = screen_working(ui);
	const struct queue *queue = screen->state;

	for (size_t i = 0; i < queue->len; i++) {
		const char *name = browse_tab_name(&queue->tabs[i]);

		if (g_str_has_prefix(name, typed) && (!own || query_find(name) == NULL))
			g_ptr_array_add(found, g_strdup(name));
	}
}

static void complete_all(struct ui *ui, GPtrArray *found, const char *typed)
{
	complete(ui, found, typed, false);
}

static void complete_own(struct ui *ui, GPtrArray *found, const char *typed)
{
	complete(ui, found, typed, true);
}

/* --- columns and headings --- */

static bool any_list(struct ui *ui, void *self)
{
	(void)ui;
	return browse_list(queue_of(self)->browse) != NULL;
}

static bool of_cases(struct ui *ui, void *self)
{
	const struct list *list = browse_list(queue_of(self)->browse);

	(void)ui;
	return list && list_query(list)->object == &case_object;
}

/* A tab of the program keeps how it looks for this person; a view, when it is saved. */
static void show_anew(struct ui *ui, struct queue *queue, const struct list_look *how)
{
	struct list *list = browse_list(queue->browse);
	const struct record *view = shown_view(queue);

	list_show(list, how);
	if (!list_look(list, ui))
		return;
	if (list_query(list)->object != &case_object)
		ui_say(ui, "%s", _("shown so until you leave the queues: only lists of cases are kept"));
	else if (!view)
		save(ui, queue, browse_tab_now(queue->browse)->query, false);
	else
		ui_say(ui, _(":view-save %s keeps this"), record_text(view, VIEW_NAME));
}

static void columns(struct ui *ui, void *self, const char *arguments)
{
	struct queue *queue = queue_of(self);
	struct list *list = browse_list(queue->browse);
	const struct query *query = list_query(list);
	g_autofree char *sort = NULL, *chosen = NULL, *problem = NULL;
	g_autofree char *placed = columns_placed(query->object, query->columns);
	struct list_look how = list_shown(list, &sort);

	chosen = *arguments ? g_strdup(arguments) :
			       column_choice(ui, query->object, how.columns ? how.columns : placed);
	if (!chosen)
		return;
	problem = view_columns_problem(query->object, chosen);
	if (problem) {
		ui_warn(ui, "%s", problem);
		return;
	}
	how.columns = *chosen ? chosen : NULL;
	show_anew(ui, queue, &how);
}

/* What the rows of a list can stand under: of struct choice. */
static GArray *heads_of(const struct query *query)
{
	GArray *heads = g_array_new(FALSE, FALSE, sizeof(struct choice));
	bool cases = query->object == &case_object;
	g_auto(GStrv) columns = g_strsplit(query->columns, " ", -1);

	for (const struct choice *choice = view_groups; choice->name && (cases || choice == view_groups); choice++)
		g_array_append_vals(heads, choice, 1);
	for (char **column = columns; *column && !cases; column++) {
		const struct field *field = &query->object->fields[object_field(query->object, *column)];
		struct choice choice = { field->name, field->label, NULL };

		if (field->type == FIELD_CHOICE || field->type == FIELD_GROUP)
			g_array_append_val(heads, choice);
	}
	return heads;
}

/* The word that is meant: the one typed, or chosen in a box. NULL: none, which was told. */
static const char *meant_heads(struct ui *ui, const GArray *heads, const char *typed, const char *now)
{
	const struct choice *choices = (const struct choice *)heads->data;
	g_autoptr(GPtrArray) names = g_ptr_array_new(), labels = g_ptr_array_new();
	g_autofree char *known = NULL;
	int chosen = 0;

	for (guint i = 0; i < heads->len; i++) {
		if (strcmp(choices[i].name, typed) == 0)
			return choices[i].name;
		if (g_strcmp0(choices[i].name, now) == 0)
			chosen = (int)i;
		g_ptr_array_add(names, (gpointer)choices[i].name);
		g_ptr_array_add(labels, (gpointer)_(choices[i].label));
	}
	g_ptr_array_add(names, NULL);
	g_ptr_array_add(labels, NULL);
	if (!*typed) {
		chosen = prompt_choice(ui, _("Headings by"), (const char *const *)labels->pdata, chosen);
		return chosen < 0 ? NULL : choices[chosen].name;
	}
	known = g_strjoinv(", ", (char **)names->pdata);
	ui_warn(ui, _("there are no headings by “%s” here; there are: %s"), typed, known);
	return NULL;
}

static void group(struct ui *ui, void *self, const char *arguments)
{
	struct queue *queue = queue_of(self);
	struct list *list = browse_list(queue->browse);
	g_autoptr(GArray) heads = heads_of(list_query(list));
	g_autofree char *sort = NULL;
	struct list_look how = list_shown(list, &sort);

	how.heads = meant_heads(ui, heads, arguments, how.heads);
	if (how.heads)
		show_anew(ui, queue, &how);
}

static void complete_heads(struct ui *ui, GPtrArray *found, const char *typed)
{
	const struct list *list = browse_list(queue_of(screen_working(ui))->browse);
	g_autoptr(GArray) heads = list ? heads_of(list_query(list)) : NULL;

	for (guint i = 0; heads && i < heads->len; i++) {
		const char *name = g_array_index(heads, struct choice, i).name;

		if (g_str_has_prefix(name, typed))
			g_ptr_array_add(found, g_strdup(name));
	}
}

const struct command queue_view_commands[] = {
	{ "view", N_("view"), N_("To the tab or view of this name; alone, shows them all to choose from."), go, NULL,
	  complete_all },
	{ "view-save", N_("save view"), N_("Keeps filter, order, columns and headings as a view of yours: a tab."),
	  view_save, of_cases, complete_own },
	{ "view-share", N_("share view"), N_("Everybody who may see cases gets the view shown, or the one named."),
	  share, may_share, complete_own },
	{ "view-unshare", N_("unshare view"), N_("The view shown, or the one named, is only its owner's again."),
	  share_no_more, may_share, complete_own },
	{ "view-drop", N_("drop view"), N_("Drops the view shown, or the one named."), drop, NULL, complete_own },
	{ "columns", N_("columns"), N_("Chooses which columns are shown, and where; kept for you."), columns,
	  any_list },
	{ "group", N_("headings"), N_("Puts rows under headings: by severity, state, group, owner, or none."), group,
	  any_list, complete_heads },
	{ NULL },
};
