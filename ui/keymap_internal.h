/* The inside of a keymap, for keymap*.c only. */
#ifndef UI_KEYMAP_INTERNAL_H
#define UI_KEYMAP_INTERNAL_H

#include <stdbool.h>

struct binding;
struct keymap;

/* Takes away all that cannot stand beside it. True: there was something; *taken is one of them. */
bool keymap_take(struct keymap *keymap, const struct binding *taker, struct binding *taken);
void keymap_add(struct keymap *keymap, const struct binding *binding);
/* The keymap's own copy. */
const char *keymap_text(struct keymap *keymap, const char *text);

#endif
