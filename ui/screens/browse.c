#include "ui/screens/browse.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/view.h"
#include "ui/screens/detail.h"

#define COUNTED 999
#define NUMBERED 9		/* tabs that have a key */
#define LISTED_LEAST 4		/* rows of a list that a preview leaves */
#define WIDE 140		/* columns: from here on list and preview stand side by side */
#define TOO_LONG_US 100000	/* a count that takes longer is only taken while its tab is open */

struct shown {
	const struct browse_tab *tab;
	struct list *list;	/* NULL: a text */
	int64_t count;		/* -1: not known */
	int64_t seq;		/* of its view when the list was made from it; 0: none */
	bool slow;		/* it takes long to count */
};

struct browse {
	struct screen *screen;
	char *case_id;
	struct shown *shown;
	size_t len, now;
	struct pager *text;		/* of the tab, when it is one */
	struct pager *preview;
	int64_t preview_pk, preview_seq, preview_minute;
	size_t preview_tab;
	bool preview_wide;
	bool other;			/* … its other side */
};

static struct shown *now(const struct browse *browse)
{
	return &browse->shown[browse->now];
}

size_t browse_now(const struct browse *browse)
{
	return browse->now;
}

struct list *browse_list(const struct browse *browse)
{
	return browse->len ? now(browse)->list : NULL;
}

const char *browse_case(const struct browse *browse)
{
	return browse->case_id;
}

const struct record *browse_current(const struct browse *browse)
{
	return browse_list(browse) ? list_current(browse_list(browse)) : NULL;
}

bool browse_tab_is_view(const struct browse_tab *tab)
{
	return tab->view && !record_is(tab->view, VIEW_NAME, tab->query);
}

const char *browse_tab_name(const struct browse_tab *tab)
{
	return browse_tab_is_view(tab) ? record_text(tab->view, VIEW_NAME) : tab->query ? tab->query : "";
}

static void count(struct browse *browse, struct ui *ui, struct shown *shown)
{
	struct look ask = { .query = shown->tab->query, .case_id = browse->case_id };
	gint64 begun = g_get_monotonic_time();

	/* the log has no index to count by */
	if (!shown->list || list_query(shown->list)->source == FROM_AUDIT ||
	    list_query(shown->list)->source == FROM_TIMELINE)
		return;
	if (browse_tab_is_view(shown->tab))
		ask.filter = record_get(shown->tab->view, VIEW_FILTER);
	if (shown->slow && shown != now(browse))
		return;
	shown->count = look_count(ui->session, &ask, COUNTED, NULL);
	shown->slow = browse_tab_is_view(shown->tab) && g_get_monotonic_time() - begun > TOO_LONG_US;
}

void browse_look(struct browse *browse, struct ui *ui)
{
	if (!browse->len)
		return;
	if (now(browse)->list) {
		list_look(now(browse)->list, ui);
	} else {
		pager_clear(browse->text);
		now(browse)->tab->fill(ui, browse->text, browse);
	}
	browse->preview_pk = -1;
	for (size_t i = 0; i < browse->len; i++)
		count(browse, ui, &browse->shown[i]);
	ui_redraw(ui);
}

void browse_show(struct browse *browse, struct ui *ui, size_t tab)
{
	struct part *part = &browse->screen->parts[browse->screen->class->commands ? 1 : 0];

	if (tab >= browse->len)
		return;
	browse->now = tab;
	*part = now(browse)->list ? (struct part){ list_commands, now(browse)->list } :
				    (struct part){ pager_commands, browse->text };
	browse_look(browse, ui);
}

static struct list_look look_of(const struct record *view)
{
	return (struct list_look){ record_get(view, VIEW_FILTER), record_get(view, VIEW_SORT),
				   record_get(view, VIEW_COLUMNS), record_get(view, VIEW_GROUP) };
}

/* Its list, as it stood among the old ones, or a new one. */
static struct list *list_for(struct browse *browse, const struct browse_tab *tab, struct shown *old, size_t len)
{
	struct list_look how;
	struct list *list;

	for (size_t i = 0; i < len; i++)
		if (old[i].list && g_str_equal(browse_tab_name(old[i].tab), browse_tab_name(tab)) &&
		    old[i].seq == (tab->view ? tab->view->seq : 0))
			return g_steal_pointer(&old[i].list);
	list = list_new(tab->query, browse->case_id);
	if (!tab->view)
		return list;
	how = look_of(tab->view);
	list_show(list, &how);
	return list;
}

static void fill_tabs(struct browse *browse, struct ui *ui, const struct browse_tab *tabs, size_t len,
		      struct shown *old, size_t old_len)
{
	browse->shown = g_new0(struct shown, len);
	browse->len = 0;
	for (size_t i = 0; i < len; i++) {
		struct shown *shown = &browse->shown[browse->len];
		struct look ask = { .query = tabs[i].query, .case_id = browse->case_id };

		/* what may not be looked at has no tab; asking is what tells */
		if (tabs[i].query && !look_offered(ui->session, &ask))
			continue;
		shown->tab = &tabs[i];
		shown->seq = tabs[i].view ? tabs[i].view->seq : 0;
		shown->list = tabs[i].query ? list_for(browse, &tabs[i], old, old_len) : NULL;
		shown->count = -1;
		browse->len++;
	}
}

struct browse *browse_new(struct ui *ui, struct screen *screen, const struct browse_tab *tabs,
			  size_t len, const char *case_id, size_t first)
{
	struct browse *browse = g_new0(struct browse, 1);

	browse->screen = screen;
	browse->case_id = g_strdup(case_id);
	browse->text = pager_new();
	browse->preview = pager_new();
	fill_tabs(browse, ui, tabs, len, NULL, 0);
	for (size_t i = 0; i < browse->len; i++)
		if (browse->shown[i].tab == &tabs[first])
			browse->now = i;
	screen_part(screen, pager_commands, browse->text);
	screen_part(screen, browse_commands, browse);
	browse_show(browse, ui, browse->now);
	return browse;
}

static void free_shown(struct shown *shown, size_t len)
{
	for (size_t i = 0; i < len; i++)
		list_free(shown[i].list);
	g_free(shown);
}

void browse_retab(struct browse *browse, struct ui *ui, const struct browse_tab *tabs, size_t len)
{
	g_autofree char *name = browse->len ? g_strdup(browse_tab_name(now(browse)->tab)) : NULL;
	struct shown *old = browse->shown;
	size_t old_len = browse->len;
	int at;

	fill_tabs(browse, ui, tabs, len, old, old_len);
	free_shown(old, old_len);
	at = name ? browse_find(browse, name) : -1;
	browse->now = at < 0 ? MIN(browse->now, browse->len ? browse->len - 1 : 0) : (size_t)at;
	browse_show(browse, ui, browse->now);
}

const struct browse_tab *browse_tab_now(const struct browse *browse)
{
	return browse->len ? now(browse)->tab : NULL;
}

int browse_find(const struct browse *browse, const char *name)
{
	for (size_t i = 0; i < browse->len; i++)
		if (g_str_equal(browse_tab_name(browse->shown[i].tab), name))
			return (int)i;
	return -1;
}

void browse_free(struct browse *browse)
{
	if (!browse)
		return;
	free_shown(browse->shown, browse->len);
	pager_free(browse->text);
	pager_free(browse->preview);
	g_free(browse->case_id);
	g_free(browse);
}

/* --- tabs: full words where they fit, else brief ones --- */

enum width { WIDTH_FULL, WIDTH_BRIEF };

static char *tab_text(const struct browse *browse, size_t i, enum width width)
{
	const struct shown *shown = &browse->shown[i];
	const char *label = width == WIDTH_FULL || !shown->tab->brief ? shown->tab->label :
									shown->tab->brief;
	GString *out = g_string_new(NULL);

	if (!browse->case_id && browse->len > 1 && i < NUMBERED)
		g_string_append_printf(out, "%zu ", i + 1);
	g_string_append(out, browse_tab_is_view(shown->tab) ? browse_tab_name(shown->tab) : _(label));
	if (shown->tab->namesake)
		g_string_append_printf(out, _(" of %s"), record_text(shown->tab->view, VIEW_USER));
	if (shown->count > 0)
		g_string_append_printf(out, " %lld%s", (long long)shown->count,
				       shown->count >= COUNTED ? "+" : "");
	if (i == browse->now) {
		g_string_prepend_c(out, '[');
		g_string_append_c(out, ']');
	}
	return g_string_free(out, FALSE);
}

static char **tab_texts(const struct browse *browse, enum width width)
{
	char **texts = g_new0(char *, browse->len + 1);

	for (size_t i = 0; i < browse->len; i++)
		texts[i] = tab_text(browse, i, width);
	return texts;
}

/* Empty tabs that do not fit are left out, the last first. */
static int tabs_width(char *const *texts, const bool *out)
{
	int sum = 0;

	for (size_t i = 0; texts[i]; i++)
		sum += out[i] ? 0 : text_width(texts[i]) + 1;
	return sum;
}

/* The first tab drawn: all that fit, and the open one always. */
static size_t first_drawn(const struct browse *browse, char *const *texts, const bool *out, int room, int gap)
{
	size_t first = browse->now;
	int used = 0;

	for (size_t i = browse->now + 1; i > 0; i--) {
		if (out[i - 1])
			continue;
		used += text_width(texts[i - 1]) + gap;
		if (1 + used - gap > room)
			break;
		first = i - 1;
	}
	return first;
}

static void draw_tabs(const struct browse *browse, struct canvas *canvas)
{
	g_autofree bool *out = g_new0(bool, browse->len);
	g_auto(GStrv) texts = tab_texts(browse, WIDTH_FULL);
	int x = 1, gap;
	size_t i;

	if (tabs_width(texts, out) > canvas->rect.width) {
		g_strfreev(texts);
		texts = tab_texts(browse, WIDTH_BRIEF);
	}
	for (i = browse->len; i > 0; i--)
		if (tabs_width(texts, out) > canvas->rect.width)
			out[i - 1] = i - 1 != browse->now && browse->shown[i - 1].count == 0;
	gap = tabs_width(texts, out) + (int)browse->len > canvas->rect.width ? 1 : 2;
	i = first_drawn(browse, texts, out, canvas->rect.width, gap);
	if (i > 0)
		x = draw_text(canvas, 0, 0, -1, PAINT_DIM, draw_sign(canvas, SIGN_CUT));
	for (; i < browse->len; i++) {
		if (out[i])
			continue;
		draw_spot(canvas, 0, x, 1, text_width(texts[i]), "tab %zu", i + 1);
		x += draw_text(canvas, 0, x, -1, i == browse->now ? PAINT_TAB : PAINT_TEXT, texts[i]);
		x += gap;
	}
}

/* --- list and preview --- */

bool browse_wide(struct ui *ui)
{
	int height, width;

	term_size(ui->term, &height, &width);
	return width >= WIDE;
}

static void fill_preview(struct browse *browse, struct ui *ui, const struct record *record)
{
	const struct browse_tab *tab = now(browse)->tab;
	int64_t minute = ui_now(ui) / MINUTE_MS;	/* it tells how long things last */

	if (browse->preview_pk == record->pk && browse->preview_seq == record->seq &&
	    browse->preview_minute == minute &&
	    browse->preview_tab == browse->now && browse->preview_wide == browse_wide(ui))
		return;
	browse->preview_wide = browse_wide(ui);
	browse->preview_minute = minute;
	browse->preview_pk = record->pk;
	browse->preview_seq = record->seq;
	browse->preview_tab = browse->now;
	pager_free(browse->preview);
	browse->preview = pager_new();
	if (tab->other && browse->other)
		tab->other(ui, browse->preview, record);
	else if (tab->preview)
		tab->preview(ui, browse->preview, record);
	else
		detail_fill(ui, browse->preview, record);
}

static int preview_rows(const struct browse *browse, int height)
{
	int rows = now(browse)->tab->preview_rows;

	if (rows < 0)
		return 0;
	if (!rows)
		rows = height / 2 - 1;
	return height - rows - 1 < LISTED_LEAST + 1 ? 0 : rows;
}

static void draw_status(const struct browse *browse, struct canvas *canvas, int y)
{
	g_autofree char *status = list_status(now(browse)->list, canvas);
	g_autofree char *spaced = *status ? g_strdup_printf(" %s ", status) : NULL;
	g_autofree char *harmless = spaced ? text_visible(spaced, -1, TEXT_LINE) : NULL;
	int width = harmless ? MIN(text_width(harmless), canvas->rect.width - 6) : 0;

	draw_rule(canvas, y);
	if (width)
		draw_text(canvas, y, canvas->rect.width - width - 2, width, PAINT_TITLE, harmless);
}

/* Three fifths are the list, the rest is what its row says. */
static void draw_beside(struct browse *browse, struct ui *ui, struct canvas *canvas)
{
	int listed = canvas->rect.width * 3 / 5, height = canvas->rect.height - 1;
	const struct record *record = list_current(now(browse)->list);
	struct canvas list = draw_part(canvas, 0, 0, height, listed);
	struct canvas beside = draw_part(canvas, 0, listed + 2, height, canvas->rect.width - listed - 2);

	draw_status(browse, canvas, height);
	if (record) {
		fill_preview(browse, ui, record);
		pager_draw(browse->preview, &beside);
	}
	list_draw(now(browse)->list, ui, &list, _(now(browse)->tab->empty));
}

static void draw_list(struct browse *browse, struct ui *ui, struct canvas *canvas)
{
	int rows = preview_rows(browse, canvas->rect.height);
	int listed = canvas->rect.height - rows - 1;
	const struct record *record = list_current(now(browse)->list);
	struct canvas list = draw_part(canvas, 0, 0, listed, canvas->rect.width);

	draw_status(browse, canvas, listed);
	if (record && rows) {
		struct canvas below = draw_part(canvas, listed + 1, 0, rows, canvas->rect.width);

		fill_preview(browse, ui, record);
		pager_draw(browse->preview, &below);
	}
	list_draw(now(browse)->list, ui, &list, _(now(browse)->tab->empty));
}

void browse_draw(struct browse *browse, struct ui *ui, struct canvas *canvas)
{
	struct canvas rest;
	int tabs = browse->len > 1;

	if (!browse->len) {
		draw_wrapped(canvas, 1, 1, canvas->rect.width - 2, 3, PAINT_DIM,
			     _("None of your roles may see anything here."));
		draw_cursor(canvas, 1, 1);
		return;
	}
	if (tabs)
		draw_tabs(browse, canvas);
	rest = draw_part(canvas, tabs, 0, canvas->rect.height - tabs, canvas->rect.width);
	if (now(browse)->list) {
		if (browse_wide(ui) && now(browse)->tab->preview_rows >= 0)
			draw_beside(browse, ui, &rest);
		else
			draw_list(browse, ui, &rest);
		return;
	}
	draw_rule(&rest, 0);
	rest = draw_part(&rest, 1, 0, rest.rect.height - 1, rest.rect.width);
	pager_draw(browse->text, &rest);
}

bool browse_tick(struct browse *browse, struct ui *ui)
{
	return browse_list(browse) && list_tick(browse_list(browse), ui);
}

/* --- screens that are nothing but this --- */

bool browse_on_open(struct ui *ui, struct screen *screen, const char *filter, GError **error)
{
	const struct browse_tab *lists = screen->class->lists;
	size_t len = 0;

	(void)error;
	while (lists[len].label)
		len++;
	screen->state = browse_new(ui, screen, lists, len, NULL, 0);
	if (*filter && browse_list(screen->state))
		list_filter(browse_list(screen->state), ui, filter);
	return true;
}

void browse_on_close(struct ui *ui, struct screen *screen)
{
	(void)ui;
	browse_free(screen->state);
}

void browse_on_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	browse_draw(screen->state, ui, canvas);
}

void browse_on_changed(struct ui *ui, struct screen *screen)
{
	browse_look(screen->state, ui);
}

const struct record *browse_on_subject(struct ui *ui, struct screen *screen)
{
	(void)ui;
	return browse_current(screen->state);
}

GPtrArray *browse_on_subjects(struct ui *ui, struct screen *screen)
{
	struct list *list = browse_list(screen->state);

	(void)ui;
	return list ? list_marked(list) : NULL;
}

/* --- commands --- */

static void next_tab(struct ui *ui, void *self, const char *arguments)
{
	struct browse *browse = self;

	(void)arguments;
	browse_show(browse, ui, (browse->now + 1) % browse->len);
}

static void previous_tab(struct ui *ui, void *self, const char *arguments)
{
	struct browse *browse = self;

	(void)arguments;
	browse_show(browse, ui, (browse->now + browse->len - 1) % browse->len);
}

static void tab(struct ui *ui, void *self, const char *arguments)
{
	struct browse *browse = self;
	gint64 number = g_ascii_strtoll(arguments, NULL, 10);

	if (number < 1 || (size_t)number > browse->len)
		ui_say(ui, _("there are %zu tabs; Tab goes from one to the next"), browse->len);
	else
		browse_show(browse, ui, (size_t)number - 1);
}

static bool has_tabs(struct ui *ui, void *self)
{
	const struct browse *browse = self;

	(void)ui;
	return browse->len > 1;
}

static void turn_preview(struct ui *ui, void *self, const char *arguments)
{
	struct browse *browse = self;

	(void)arguments;
	browse->other = !browse->other;
	browse->preview_pk = -1;
	ui_redraw(ui);
}

static bool has_other(struct ui *ui, void *self)
{
	const struct browse *browse = self;

	(void)ui;
	return browse_current(browse) && now(browse)->tab->other;
}

static void open_row(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	detail_open(ui, browse_current(self));
}

static bool has_row(struct ui *ui, void *self)
{
	(void)ui;
	return browse_current(self) != NULL;
}

const struct command browse_commands[] = {
	{ "next-tab", N_("tab"), N_("To the next tab."), next_tab, has_tabs },
	{ "previous-tab", N_("tab"), N_("To the tab before."), previous_tab, has_tabs },
	{ "tab", N_("tab"), N_("To the tab of this number."), tab, has_tabs },
	{ "preview", N_("raw"), N_("Turns the preview: read, or as it came in."), turn_preview, has_other },
	{ "open", N_("whole"), N_("Shows all of the row."), open_row, has_row },
	{ NULL },
};
