/* All files under a directory, held in memory, to be put back as they were. */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

#include <glib.h>

/* Whole path -> struct tree_node, sorted, so that a directory comes before what is in it. */
struct tree_node { unsigned mode; GBytes *bytes; };	/* bytes: NULL of a directory */

GTree *tree_new(void);
void tree_add(GTree *tree, const char *path, unsigned mode, GBytes *bytes);	/* takes bytes */
GTree *tree_read(const char *dir);
/* What else is under dir goes away. */
void tree_write(GTree *tree, const char *dir);
/* The same for the same files. Caller frees. */
char *tree_digest(GTree *tree);

#endif
