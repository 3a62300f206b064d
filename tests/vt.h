/* A terminal of our own, for tests: what a program sent is read after the state machine of ECMA-48 and DEC's
 * terminals. It knows what curses sends for an xterm, or for the type it is made of, and no more: whatever else
 * comes is noted as wrong. */
#ifndef TESTS_VT_H
#define TESTS_VT_H

#include <glib.h>

struct vt;
struct vt *vt_new(int rows, int columns);
/* It knows what curses sends for this one too. False: it was never taught. */
gboolean vt_speak(struct vt *vt, const char *type);
void vt_free(struct vt *vt);
void vt_feed(struct vt *vt, const char *bytes, size_t len);
/* One row as UTF-8 without blanks at its end; caller frees. */
char *vt_row(const struct vt *vt, int y);
/* What should not have come, one a line; "" when all was well. */
const char *vt_wrong(const struct vt *vt);

/* A character that no terminal should be sent as text: C1, and what reorders, hides or joins. */
gboolean vt_is_hostile(gunichar c);
/* What is not plain text in lines: NULL, or where and what; caller frees. For output that no curses wrote. */
char *vt_not_plain(const char *bytes, size_t len);

#endif
