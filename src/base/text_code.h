/* Single code points: decoding, and what a terminal does with them. For text*.c only. */
#ifndef BASE_TEXT_CODE_H
#define BASE_TEXT_CODE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum code_kind {
	CODE_BASE,
	CODE_STACKED,	/* drawn into the cell before it */
	CODE_SPACING,	/* a combining mark with a cell of its own */
};

/* Bytes at the start, of most, that are printable ASCII: nearly all of any text, and each a cell of its own. */
size_t code_plain(const char *text, size_t most);
/* Bytes of the code point at text, 0 when they are not strict UTF-8 (RFC 3629). len > 0. */
size_t code_decode(const char *text, size_t len, gunichar *code);
/* It moves the cursor, hides, reorders, or means nothing. */
bool code_is_hostile(gunichar code);
enum code_kind code_kind(gunichar code);
/* Cells, 0 to 2, of a code point that is not hostile; 0 for a newline. */
int code_width(gunichar code);

#endif
