/* The inside of a list, for list*.c only. */
#ifndef UI_LIST_INTERNAL_H
#define UI_LIST_INTERNAL_H

#include "src/app/look_group.h"
#include "ui/command.h"

struct list;

#define LIST_PAGE 100		/* rows asked for at once */
#define LIST_WINDOW 400		/* rows kept */
#define LIST_SORTED 1000	/* rows taken in when they are sorted here */
#define LIST_SEARCHED 5000	/* rows a search goes through */
#define LIST_COUNTED 9999

struct list {
	const struct query *query;
	char *case_id, *filter, *search;
	char *columns;			/* chosen, from left to right; NULL: as the query has them */
	int heads;			/* the field rows stand under headings by; -1: none */
	GArray *groups;			/* … and what there is of it, as looked at last; NULL: not yet */
	bool search_backwards;
	GPtrArray *rows;		/* of struct record, of each what is shown, as the query orders them */
	struct session *session;	/* … who asked for them */
	struct record *whole;		/* … and all of the row with this pk and seq, asked for last */
	int64_t whole_pk, whole_seq;
	struct record *before;		/* the row before the first loaded; NULL: none */
	bool complete;			/* the last row is loaded */
	int64_t first;			/* number of rows before the first loaded; -1: not known */
	int64_t count;			/* up to LIST_COUNTED; -1: not known */
	size_t cursor, top;
	int height;			/* rows drawn last time */
	GArray *laid;			/* its columns then, and what they went by */
	char *laid_by;
	int64_t drawn_at;		/* … and when */
	GHashTable *marks;		/* pk -> struct record */
	int sort;			/* field; -1: the query's own order */
	bool sort_down;
};

GPtrArray *list_ask(struct list *list, struct ui *ui, const struct record *after, bool backwards,
		    int limit);
/* Where the cursor stands, as far as it is loaded; NULL: no row. */
const struct record *list_row(const struct list *list);
/* The columns that are shown, names by blanks; of the query, or as chosen. */
const char *list_columns_named(const struct list *list);
/* A heading stands before the row of this number when the first one drawn is top. */
bool list_headed(const struct list *list, size_t row, size_t top);
bool list_extend(struct list *list, struct ui *ui, bool backwards);
void list_move(struct list *list, struct ui *ui, long by);
void list_first(struct list *list, struct ui *ui);
void list_last(struct list *list, struct ui *ui);
void list_sort(struct list *list);
/* Which way round an order by this field would be: for whoever asks for it now. */
bool list_sorts_down(const struct list *list, int field);
void list_toggle(struct list *list);
/* Marks what matches the filter too (NULL: all), LIST_SORTED rows at most. False: told. */
bool list_mark_matching(struct list *list, struct ui *ui, const char *filter);
/* What the commands filter and mark-matching do. */
void list_ask_filter(struct ui *ui, void *self, const char *arguments);
void list_ask_marks(struct ui *ui, void *self, const char *arguments);

#endif
