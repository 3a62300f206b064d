/* The user's guide: doc/GUIDE.md.in, in which {{SECTION COMMAND}} stands for a key. */
#ifndef UI_GUIDE_H
#define UI_GUIDE_H

#include "ui/keymap.h"
#include "ui/pager.h"

/* With the keys as they are bound. A command that no key runs is told to missing and stands by its name,
 * ":case-take". missing: NULL for nobody. Caller frees. */
char *guide_keys(const char *text, const struct keymap *keymap, conf_bad missing, void *data);
/* Markdown as text to read: headings, paragraphs, "* " and "1. " items, examples indented by four. */
void guide_read(struct pager *pager, const char *markdown);

#endif
