/* Questions to the person at the terminal, whatever standard input and output are. */
#ifndef CLI_TTY_H
#define CLI_TTY_H

#include "src/base/secret.h"
#include <stdio.h>

struct tty { FILE *in, *out; };
/* False when the process has no terminal. */
bool tty_open(struct tty *tty);
void tty_close(struct tty *tty);
/* Cells of a line of the terminal at this descriptor; 0: it is none. */
int tty_width(int fd);
/* Harmless, broken at blanks, and a newline. */
void tty_say(struct tty *tty, const char *text);
/* One line, blanks at both ends taken off; "" when just Enter was typed, NULL at the end of input.
 * initial: what Enter alone means, shown in brackets; NULL: nothing. Caller frees. */
char *tty_ask(struct tty *tty, const char *prompt, const char *initial);

#endif
