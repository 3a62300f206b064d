/* What a check of a store or backup found. */
#ifndef APP_CHECKED_H
#define APP_CHECKED_H

#include <stdint.h>

/* What a check found. part: how far it came, "manifest" … "log"; why NULL: all good. */
struct checked {
	const char *part;
	uint64_t bytes;
	uint32_t pages;
	int64_t entries, rows, signatures, later, rollbacks;
	char *why;
};
void checked_clear(struct checked *checked);

#endif
