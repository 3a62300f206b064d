/* Files that are built in as they are installed, so that the program is whole without them: keys,
 * themes, and what `:manual` shows. */
#ifndef UI_SHIPPED_H
#define UI_SHIPPED_H

#include <stddef.h>
#include <string.h>

struct shipped { const char *name, *text; };
extern const struct shipped shipped_files[];	/* ends with a NULL name */

/* NULL: there is no such file. */
static inline const char *shipped_text(const char *name)
{
	for (const struct shipped *file = shipped_files; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file->text;
	return NULL;
}

#endif
