/* The only door to standard output; and how errors reach standard error. */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include <jansson.h>

#include "src/base/err.h"

/* Exit codes: CONTRACT of the command line. */
enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_MISUSED = 2, EXIT_FOUND_WRONG = 3 };

/* Text is made harmless for a terminal on its way, and may hold several lines. */
void out_text(const char *text);				/* as it is, no newline added */
void out_line(const char *format, ...) G_GNUC_PRINTF(1, 2);	/* and a newline */
/* One compact JSON value on a line; takes the value over. */
void out_json(json_t *value);
/* One CSV record of len fields. */
void out_csv(const char *const *cells, size_t len);
/* A line that leaves no copy in a buffer: one-time passphrases, the recovery code. */
void out_secret(const char *text);
bool out_flush(void);	/* false: nobody reads any more, or the disk is full */
/* Cells of a line when standard output is a terminal; 0: it is none. */
int out_width(void);
/* From now on what is too long for the terminal breaks at blanks. */
void out_wrap(void);
/* Everything was written: code; else says so and gives EXIT_REFUSED. */
int out_end(int code);

/* Standard error, harmless as well. */
void out_say(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* "warning: …", the same only once after the other. data: not used. */
void out_warn(const char *sentence, void *data);
/* "denied: …"; about, when not NULL, names which of several it is of. Returns the exit code. */
int out_error(const GError *error, const char *about);

#endif
