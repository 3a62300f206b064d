/* Text from outside is hostile: made visible here before it goes anywhere. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_mode {
	TEXT_LINE,	/* one line: newline and tab become visible marks too */
	TEXT_BLOCK,	/* newline stays, tab becomes blanks */
};

/* Text that is harmless on a terminal: control, DEL, C1, bidi, zero-width, tag, private-use and
 * unassigned characters become "<U+202E>", "^[" …; invalid UTF-8 becomes "\xNN"; at most two
 * combining marks (and two spacing ones) stay on a base, the others become visible as well. len -1:
 * NUL-terminated; NULL counts as "". Caller frees. Never NULL. */
char *text_visible(const char *text, gssize len, enum text_mode mode);
/* True when text_visible would change nothing. */
bool text_is_harmless(const char *text, enum text_mode mode);

/* Cells on a terminal (wcwidth, as ncurses counts). text must be harmless. */
int text_width(const char *text);
/* Bytes at the start, of most, that are a cell each, and no part of a larger cluster. */
size_t text_plain(const char *text, size_t most);
/* Bytes of the longest prefix that fits into cells, never cutting a grapheme cluster;
 * *used, if not NULL, is the cells it takes. */
size_t text_fit(const char *text, int cells, int *used);
/* A copy of at most cells, with "…" (or "~" when ascii) where it was cut. Caller frees. */
char *text_cut(const char *text, int cells, bool ascii);
/* Lines of at most cells, broken at blanks where possible, newlines kept. NULL-terminated;
 * free with g_strfreev. */
char **text_wrap(const char *text, int cells);

/* Where the grapheme cluster that begins at a byte ends, and where the one before a byte begins: what
 * a cursor goes over and a key deletes as one. text: UTF-8; at: a boundary. */
size_t text_next(const char *text, size_t at);
size_t text_previous(const char *text, size_t at);

/* The next word of a line, what is in double quotes kept together and the quotes taken off; NULL at the end.
 * Caller frees. */
char *text_word(const char **text);
/* Valid UTF-8 without NUL; what a field may hold. */
bool text_is_utf8(const char *text, size_t len);
/* NFC, and with case folded when fold: names and filters compare by it. Caller frees. */
char *text_normal(const char *text, bool fold);
/* The same words, whatever the case. */
bool text_is(const char *text, const char *other);
/* … and a word of text begins with these: "mail" in "e-mail, phishing". */
bool text_word_begins(const char *text, const char *with);

/* A number as text, which stands in digits: many times as quick as printf, and rows are full of them. */
#define DECIMAL_LEN 24
const char *text_decimal(int64_t number, char digits[DECIMAL_LEN]);

/* For JSON on a terminal: escapes what text_visible would mark. Input valid JSON text from
 * json_dumps; result is the same JSON value. Caller frees. */
char *text_json_harmless(const char *json);
/* One CSV field: quoted, a formula defused by a leading ', line ends and tabs made blanks, the
 * rest as text_visible, because CSV is looked at on terminals too. Caller frees. */
char *text_csv(const char *text);

#endif
