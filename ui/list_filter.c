/* The filter of a list, typed with completion and a preview; marking what matches one. */
#include "ui/list.h"
#include "ui/list_internal.h"

#include "src/base/i18n.h"
#include "src/rules/filter.h"
#include "ui/offers.h"
#include "ui/prompt.h"

/* A filter being typed. */
struct filtering {
	struct list *list;
	struct ui *ui;
	char *before;		/* the list's filter when it began */
	bool live;		/* rows are shown while typing */
};

static char **names(const struct field *field, void *data)
{
	const struct filtering *filtering = data;

	return offers_plain(filtering->ui, field);
}

static char **complete(struct ui *ui, const char *text, void *data)
{
	const struct filtering *filtering = data;

	(void)ui;
	return filter_complete(filtering->list->query->object, text, names, data);
}

static char *describe(struct ui *ui, const char *text, void *data)
{
	const struct filtering *filtering = data;

	(void)ui;
	return filter_describe(filtering->list->query->object, text);
}

/* A name is only half a word: what is to stand behind it is not known yet. */
static bool names_follow(struct ui *ui, const char *text, void *data)
{
	g_auto(GStrv) texts = complete(ui, text, data);

	return *text && texts[0] && g_str_has_suffix(texts[0], ":");
}

static void preview(struct ui *ui, const char *text, void *data)
{
	struct filtering *filtering = data;
	g_autofree char *pointed = NULL;

	if (!filtering->live || names_follow(ui, text, data))
		return;
	pointed = look_pointed(ui->session, filtering->list->query, text);
	if (!pointed)
		list_filter(filtering->list, ui, text);
}

/* What takes no time to look at can be looked at with each key. */
static bool is_cheap(const struct list *list, struct ui *ui)
{
	struct look ask = { .query = list->query->name, .case_id = list->case_id };
	int64_t count;

	if (list->query->source == FROM_AUDIT)
		return false;
	count = look_count(ui->session, &ask, LIST_COUNTED, NULL);
	return count >= 0 && count < LIST_COUNTED;
}

static bool take(struct filtering *filtering, const char *text)
{
	return list_filter(filtering->list, filtering->ui, text);
}

static bool mark(struct filtering *filtering, const char *text)
{
	return list_mark_matching(filtering->list, filtering->ui, text);
}

/* Asks until what is typed is taken; a refused one is asked for again, as it was typed. */
static void ask(struct filtering *filtering, const char *label, bool (*done)(struct filtering *, const char *))
{
	struct ui *ui = filtering->ui;
	struct prompt prompt = {
		.label = label, .text = filtering->before, .complete = complete, .describe = describe,
		.changed = preview, .history = ui->filters, .data = filtering,
	};
	char *text = prompt_line(ui, &prompt);

	while (text && !done(filtering, text)) {
		g_autofree char *refused = text, *problem = g_strdup(messages_now(ui->messages)->text);
		g_autofree char *pointed = look_pointed(ui->session, filtering->list->query, refused);

		prompt.text = refused;
		prompt.problem = problem;
		prompt.pointed = pointed;
		text = prompt_line(ui, &prompt);
	}
	if (!text && g_strcmp0(filtering->list->filter, filtering->before) != 0)
		list_filter(filtering->list, ui, filtering->before);
	g_free(text);
}

void list_ask_filter(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;
	g_autofree char *before = g_strdup(list->filter);
	struct filtering filtering = { list, ui, before, false };

	if (*arguments) {
		list_filter(list, ui, arguments);
		return;
	}
	filtering.live = is_cheap(list, ui);
	ask(&filtering, _("Filter: "), take);
}

void list_ask_marks(struct ui *ui, void *self, const char *arguments)
{
	struct filtering filtering = { self, ui, NULL, false };

	if (*arguments)
		list_mark_matching(self, ui, arguments);
	else
		ask(&filtering, _("Mark: "), mark);
}
