/* What stands in the cells of lists, by field. */
#ifndef UI_CELLS_H
#define UI_CELLS_H

#include "ui/columns.h"

const struct column_kind *cell_kind(const struct object *object, size_t field);	/* never NULL */
/* The widest that a column of choices may show, and a countdown that is late; 0: that depends. */
int cell_widest(const struct object *object, const struct column *column);

#endif
