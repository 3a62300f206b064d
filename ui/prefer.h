/* A person's own preferences at work: src/rules/preferences.h says which there are. */
#ifndef UI_PREFER_H
#define UI_PREFER_H

#include "ui/screen.h"

/* Reads them and goes by them: after sign-in, and whenever something was changed. */
void prefer_apply(struct ui *ui);
/* `:set`, `:set NAME`, `:set NAME VALUE`. */
void prefer_set(struct ui *ui, const char *arguments);
/* Keeps a value without a word; nothing is done when it holds already. */
void prefer_keep(struct ui *ui, const char *name, const char *value);
/* Adds "keys mc" … that begin with what is typed after "set ". */
void prefer_complete(struct ui *ui, GPtrArray *found, const char *typed);
/* A sentence about "keys" or "keys mc"; NULL: none. Caller frees. */
char *prefer_about(const char *words);
/* The value that holds. Caller frees. */
char *prefer_value(struct ui *ui, const char *name);

#endif
