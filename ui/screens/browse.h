/* Tabs of lists with what the row under the cursor says below: most screens are one. */
#ifndef UI_SCREENS_BROWSE_H
#define UI_SCREENS_BROWSE_H

#include "ui/list.h"
#include "ui/pager.h"

struct browse;

struct browse_tab {
	const char *label;	/* N_() */
	const char *brief;	/* N_() when it is narrow; NULL: label */
	const char *query;	/* NULL: a text that fill() writes */
	const char *empty;	/* N_() said when there is no row */
	/* What stands below the list for its row. NULL: detail_fill(). */
	void (*preview)(struct ui *ui, struct pager *pager, const struct record *record);
	int preview_rows;	/* 0: half of the room; -1: none */
	void (*fill)(struct ui *ui, struct pager *pager, struct browse *browse);
	/* The preview's other side, after the command preview; NULL: none. */
	void (*other)(struct ui *ui, struct pager *pager, const struct record *record);
	/* How the list is shown: a row of the views; NULL: as the query has it. Its name, where it is not the
	 * query's, is the tab's. */
	const struct record *view;
	bool namesake;		/* … and an earlier one has its name: whose it is stands with it */
};

/* Parts of the screen: the list or text shown, then the tabs. Those that may not be looked at are left out. */
struct browse *browse_new(struct ui *ui, struct screen *screen, const struct browse_tab *tabs,
			  size_t len, const char *case_id, size_t first);
/* Other tabs; lists of those that stay stay as they are, and so does what is shown. */
void browse_retab(struct browse *browse, struct ui *ui, const struct browse_tab *tabs, size_t len);
const struct browse_tab *browse_tab_now(const struct browse *browse);
/* It is a tab for its view alone, not one of the program's that a view says how to show. */
bool browse_tab_is_view(const struct browse_tab *tab);
/* What `:view` and `:queue` call it: the view, or the query; "" for a text. */
const char *browse_tab_name(const struct browse_tab *tab);
/* The tab of this name; -1: none. */
int browse_find(const struct browse *browse, const char *name);
/* So wide that the preview stands beside the list. */
bool browse_wide(struct ui *ui);
void browse_free(struct browse *browse);		/* NULL is allowed */
/* Row 0 are the tabs; narrow numbers them 1 to 9. */
void browse_draw(struct browse *browse, struct ui *ui, struct canvas *canvas);
/* What is shown is looked at again, and all are counted. */
void browse_look(struct browse *browse, struct ui *ui);
void browse_show(struct browse *browse, struct ui *ui, size_t tab);
size_t browse_now(const struct browse *browse);
struct list *browse_list(const struct browse *browse);		/* NULL: a text is shown */
const struct record *browse_current(const struct browse *browse);
const char *browse_case(const struct browse *browse);

/* For the class of a screen that is a browse of its lists and nothing more. filter: of the first; "": all. */
bool browse_on_open(struct ui *ui, struct screen *screen, const char *filter, GError **error);
void browse_on_close(struct ui *ui, struct screen *screen);
void browse_on_draw(struct ui *ui, struct screen *screen, struct canvas *canvas);
bool browse_tick(struct browse *browse, struct ui *ui);
void browse_on_changed(struct ui *ui, struct screen *screen);
const struct record *browse_on_subject(struct ui *ui, struct screen *screen);
GPtrArray *browse_on_subjects(struct ui *ui, struct screen *screen);

/* next-tab, previous-tab, tab N, preview, open (the whole row); self is the browse. */
extern const struct command browse_commands[];

#endif
