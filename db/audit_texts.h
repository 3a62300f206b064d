/* The texts of an entry, of which its line carries only the salted digests: column `texts` of the log, in the
 * order of the line (doc/FORMATS.md). For audit_*.c. */
#ifndef DB_AUDIT_TEXTS_H
#define DB_AUDIT_TEXTS_H

#include "db/canon.h"
#include "db/sql.h"

void texts_put(GString *out, const uint8_t salt[VALUE_SALT_LEN], const char *text);

/* What is left of them. */
struct texts {
	const char *at, *end;
};

/* In this column of the current row; they live as long as it does. NULL there: none. */
struct texts texts_of(const struct statement *statement, int column);

struct text_beside {
	const uint8_t *salt;
	const char *text;	/* without a NUL behind it; NULL: purged */
	size_t len;
};

/* False: there is none left, or what is there is damaged. */
bool texts_next(struct texts *texts, struct text_beside *next);

#endif
