/* Text for the manual: mdoc(7) lines with everything escaped, in ASCII. For gendoc only. */
#ifndef DOC_ROFF_H
#define DOC_ROFF_H

#include <glib.h>
#include <stdbool.h>

/* A line as it is: a macro, written by us. */
void roff_line(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Running text: each sentence on a line of its own. NULL and "" say nothing. */
void roff_text(const char *text);
void roff_format(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* A word as the argument of a macro: "\&?" for "?". Caller frees. */
char *roff_word(const char *word);
/* ".It Cm NAME"; rest is mdoc and may be NULL. */
void roff_item(const char *macro, const char *word, const char *rest);
/* ".Bl -tag -width WIDTH -compact" … ".El" */
void roff_list(const char *width, bool compact);
void roff_list_end(void);
void roff_section(const char *title);

#endif
