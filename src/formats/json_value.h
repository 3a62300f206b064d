/* JSON as a tree that keeps numbers as text: alerts carry integers beyond 2^53, exact decimals. */
#ifndef FORMATS_JSON_VALUE_H
#define FORMATS_JSON_VALUE_H

#include "src/base/err.h"
#include <stddef.h>

enum json_kind {
	JSON_KIND_NULL,
	JSON_KIND_BOOL,
	JSON_KIND_NUMBER,
	JSON_KIND_STRING,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT
};

struct json {
	enum json_kind kind;
	bool truth; /* BOOL */
	char *text; /* NUMBER as written, STRING decoded (valid UTF-8, no NUL) */
	GPtrArray *items; /* ARRAY, OBJECT: struct json */
	GPtrArray *names; /* OBJECT: char *, in step with items */
};

/* Reads one value at the front of bytes; *used is its length. NULL with a sentence (caller frees)
 * and the offset of the trouble in *used. Limits: depth 64, 10,000 values, 64 KiB a text; names
 * that occur twice, bad UTF-8, lone surrogates and NUL are refused. *incomplete: the input ended
 * inside the value. */
struct json *json_read(
	const char *bytes, size_t len, size_t *used, bool *incomplete, char **problem);
void json_free(struct json *value);
CLEANUP_DEFINE(struct json *, json_free)

/* By path "rule.mitre.id"; a dotted name is tried before a nested one. NULL: not there. */
const struct json *json_at(const struct json *value, const char *path);
/* Text of a string, number or bool at path; NULL otherwise. */
const char *json_text(const struct json *value, const char *path);

#endif
