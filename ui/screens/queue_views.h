/* The queue's tabs: those of the program, then the views that the person has. */
#ifndef UI_SCREENS_QUEUE_VIEWS_H
#define UI_SCREENS_QUEUE_VIEWS_H

#include "ui/screens/browse.h"

struct queue {
	struct browse *browse;
	struct browse_tab *tabs;	/* of the browse … */
	size_t len;
	GPtrArray *views;		/* … and the rows that they are shown by */
	bool late;			/* they may have changed while something stood above */
	struct record *meant;		/* the case of a row that is no case itself */
	int64_t meant_pk;
};

/* Fills tabs from the program's own and the views there are now. */
void queue_views_fill(struct queue *queue, struct ui *ui, const struct browse_tab *own, size_t len);
/* Somebody saved, shared or dropped one: the tabs are made anew. False: nothing of that. */
bool queue_views_changed(struct queue *queue, struct ui *ui, const struct browse_tab *own, size_t len);
void queue_views_free(struct queue *queue);

/* view, view-save, view-share, view-unshare, view-drop, columns, group; self is the screen. */
extern const struct command queue_view_commands[];

#endif
