/* The recovery code, shown to the person who must write it down. */
#ifndef CLI_CODE_H
#define CLI_CODE_H

#include <stdbool.h>

/* At the terminal, until it was typed back: a code that nobody wrote down opens nothing. script, or no
 * terminal: a line of standard output. */
void code_show(const char *code, bool script);

#endif
