/* What the home screen is made of: the work that waits, the queues, who is on duty. */
#ifndef UI_SCREENS_HOME_H
#define UI_SCREENS_HOME_H

#include "src/app/look.h"
#include "src/app/waiting.h"
#include "ui/screen.h"

#define HOME_DESIGN 20		/* rows it is made for: what is beyond is to spare */

enum home_part { HOME_NEEDS, HOME_QUEUES, HOME_DUTY, HOME_PARTS };

/* A line that the cursor stops at. */
struct home_line {
	enum home_part part;
	int y;				/* its row, from 0; the first of a part has its title above it */
	const struct waiting *row;	/* NULL: a group on duty */
	char *filter;
	int64_t count;
	GPtrArray *first;		/* of struct record, the most pressing first; NULL: none */
	int rows;			/* of them that are shown, and at least one */
	char *group, *at_work;		/* of a group: who sits at the screens; NULL: not to be seen */
	int64_t high, unowned, late;
};

/* Looks at everything. room: rows to spare, where lines may show more than the first of what they count.
 * GPtrArray of struct home_line; g_ptr_array_unref frees all. */
GPtrArray *home_look(struct ui *ui, int room);

#endif
