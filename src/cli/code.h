/* The recovery code, typed by the person who holds it or shown to the one who must write it down. */
#ifndef CLI_CODE_H
#define CLI_CODE_H

#include "src/base/err.h"
#include "src/base/secret.h"

/* Asked for at the terminal, without an echo. NULL with error. */
struct passphrase *code_ask(GError **error);
/* At the terminal, until it was typed back: a code that nobody wrote down opens nothing. False when the person
 * leaves. */
bool code_noted(const char *code);
/* The same, of one that counts already. script, or no terminal: a line of standard output. */
void code_show(const char *code, bool script);

#endif
