/* What goes between us and the child that reads alerts: whole numbers of 32 bits in the machine's order, texts
 * with their length before them. Reading trusts nothing: see wire_read. */
#ifndef FORMATS_PARSE_WIRE_H
#define FORMATS_PARSE_WIRE_H

#include "src/formats/formats.h"

#define WIRE_ANSWER_MOST (1u << 20)

struct wire_request {
	uint32_t format;	/* row of the table; WIRE_DETECT */
	uint32_t skip;		/* 1: what comes first is not read, only passed over */
	uint32_t line;		/* of the first byte */
	uint32_t len;		/* of the bytes that follow */
};
#define WIRE_DETECT UINT32_MAX

enum wire_kind { WIRE_ALERT = 1, WIRE_BAD, WIRE_END };
struct wire_answer {
	uint32_t kind;
	uint32_t at, len;	/* where in the bytes of the request */
	uint32_t line;
	struct parsed parsed;	/* WIRE_ALERT */
	char *problem;		/* WIRE_BAD */
};
void wire_answer_clear(struct wire_answer *answer);

/* The answer as bytes, its length first. */
GByteArray *wire_write(const struct wire_answer *answer);
/* From the bytes after the length. False for anything that an honest child would not send: an unknown kind or
 * field, a text that is no UTF-8 or too long, a severity there is not, bytes left over. table: of the formats
 * it may name. On false there is nothing to clear. */
bool wire_read(const char *bytes, size_t len, const struct format *table, struct wire_answer *answer);

#endif
