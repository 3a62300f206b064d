/* What is wrong with bindings although each line can be read. */
#ifndef UI_KEYS_CHECK_H
#define UI_KEYS_CHECK_H

#include "ui/screen.h"

/* Sections and commands that are not, and lines that leave a screen without a key it cannot do without. */
void keys_check(const struct house *house, const struct keymap *keymap, conf_bad bad, void *data);

/* The keys shipped, those of a scheme (keys-SCHEME.conf; NULL or one that is not shipped: none), then the
 * person's own file (NULL: none), with which all is checked. */
struct keymap *keys_load(const struct house *house, const char *scheme, const char *file, conf_bad bad,
			 void *data);

#endif
