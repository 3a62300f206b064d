/* Which key runs which command text, by section: a screen's own sections first, then generic. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "ui/keys.h"

struct keymap;

/* A line that could not be taken: "keys.conf:12: no such key 'Entre'". */
typedef void (*keymap_bad)(const char *what, void *data);

struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);	/* NULL is allowed */
/* Lines: `bind SECTION KEY COMMAND…`, `unbind SECTION KEY`, # comments. A later line wins. Bad
 * lines are told and left out. name: for messages. */
void keymap_read(struct keymap *keymap, const char *text, const char *name, keymap_bad bad,
		 void *data);
/* The same from a file; no error when it is not there. */
void keymap_read_file(struct keymap *keymap, const char *path, keymap_bad bad, void *data);

/* sections: by blanks, "queue list"; "generic" is always looked at last. NULL: not bound. */
const char *keymap_find(const struct keymap *keymap, const char *sections, int key);
/* The key that runs exactly this command text there and is not hidden by an earlier section;
 * PRESS_NONE: none. When several do, the first bound. */
int keymap_key(const struct keymap *keymap, const char *sections, const char *command);

struct binding { const char *section; int key; const char *command; };
/* All that can be pressed there, in the order they were bound; free with g_array_unref (struct
 * binding; strings belong to the keymap). */
GArray *keymap_list(const struct keymap *keymap, const char *sections);

#endif
