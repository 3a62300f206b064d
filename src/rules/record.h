/* The values of one thing, by field; all in the stored form, NULL is empty. */
#ifndef RULES_RECORD_H
#define RULES_RECORD_H

#include "src/rules/object.h"

struct record {
	const struct object *object;
	int64_t pk;		/* 0: not in the store yet */
	int64_t seq;		/* audit entry that wrote this row; 0: none */
	char **values;		/* object->fields_len of them, and behind them room for short texts */
	size_t room;		/* … bytes of it left */
	bool apart;		/* a text that did not fit there is a block of its own */
	bool part;		/* only some fields were read: to ask for another stops the program */
};

struct record *record_new(const struct object *object);	/* every field at its initial value */
struct record *record_new_part(const struct object *object);	/* no field is read yet */
struct record *record_copy(const struct record *record);
void record_free(struct record *record);		/* NULL is allowed */
CLEANUP_DEFINE(struct record *, record_free)

const char *record_get(const struct record *record, size_t field);	/* NULL: empty */
const char *record_text(const struct record *record, size_t field);	/* "" when empty */
int64_t record_int(const struct record *record, size_t field);	/* 0 when empty */
bool record_has(const struct record *record, size_t field);
bool record_is(const struct record *record, size_t field, const char *value);
/* Copies; "" is NULL. */
void record_set(struct record *record, size_t field, const char *value);
void record_set_text(struct record *record, size_t field, const char *text, size_t len);
void record_take(struct record *record, size_t field, char *value);	/* owns value */
void record_set_int(struct record *record, size_t field, int64_t value);
/* By name; NULL when the object has no such field. */
const char *record_by_name(const struct record *record, const char *name);

/* Fields in which a and b differ: their indexes. Free with g_array_unref (guint). */
GArray *record_difference(const struct record *a, const struct record *b);

/* By a field: numbers and times by size, texts as people sort them. */
int record_compare(const struct record *a, const struct record *b, size_t field);

/* The key field's value, "INC-2026-0041", or the pk in decimal. Caller frees. */
char *record_key(const struct record *record);

#endif
