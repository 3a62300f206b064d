/* Rows in aligned columns. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "src/rules/record.h"

struct table;
/* columns: field names by blanks, the most important first. A column with the number stands before
 * them where no field names the object. width: cells there are, 0 without limit: then nothing is cut
 * and no column dropped. */
struct table *table_new(const struct object *object, const char *columns, int width);
void table_free(struct table *table);
CLEANUP_DEFINE(struct table *, table_free)
/* Prints rows, each with so many blanks before it. The first rows decide how wide the columns are,
 * and come with a heading. */
void table_print(struct table *table, const GPtrArray *rows, int indent);

#endif
