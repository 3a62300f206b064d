/* Which key runs which command text, by section: a screen's own sections first, then generic. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "ui/conf.h"
#include "ui/keys.h"

struct keymap;

struct binding {
	const char *section;
	int key;
	int next;		/* the second key of a chord; PRESS_NONE: a single key */
	const char *command;
	const char *file;	/* where it stands */
	unsigned line;
	bool shipped;
};

struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);	/* NULL is allowed */
/* Lines: `bind SECTION KEY [KEY] COMMAND…`, `unbind SECTION KEY [KEY]`, `include NAME` (keys-NAME.conf of
 * those shipped), # comments. A later line wins; one of the same file is told as well. Bad lines are
 * told and left out. name: for messages. */
void keymap_read(struct keymap *keymap, const char *text, const char *name, conf_bad bad,
		 void *data);
/* The same from a file; no error when it is not there. */
void keymap_read_file(struct keymap *keymap, const char *path, conf_bad bad, void *data);
/* A file that is built in: "keys.conf". */
void keymap_read_shipped(struct keymap *keymap, const char *name, conf_bad bad, void *data);

/* sections: by blanks, "queue list"; "generic" is always looked at last. first: the key of a chord that
 * was pressed before, or PRESS_NONE. NULL: not bound. */
const char *keymap_find(const struct keymap *keymap, const char *sections, int first, int key);
/* Does a chord begin with the key there? */
bool keymap_begins(const struct keymap *keymap, const char *sections, int key);
/* "j", "g g": what to press to run exactly this command text there. NULL: nothing does. When several
 * do, the first of the file that was read last: the keys a person chose. Caller frees. */
char *keymap_label(const struct keymap *keymap, const char *sections, const char *command);
/* The same, or how it is run where no key does: ":note-add". Caller frees. */
char *keymap_way(const struct keymap *keymap, const char *sections, const char *command);
/* "j", "g g"; caller frees. */
char *binding_label(const struct binding *binding);

/* All that can be pressed there, in the order they were bound; free with g_array_unref (struct
 * binding; strings belong to the keymap). */
GArray *keymap_list(const struct keymap *keymap, const char *sections);
/* All there are (struct binding); belongs to the keymap. */
const GArray *keymap_all(const struct keymap *keymap);
/* The line that took the key of this command there, or hides it: "keys.conf:7". NULL: none did. Caller
 * frees. */
char *keymap_taker(const struct keymap *keymap, const char *sections, const char *command);

#endif
