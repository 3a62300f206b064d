/* Records as JSON objects: the keys are the fields' names. */
#ifndef CLI_RECORD_JSON_H
#define CLI_RECORD_JSON_H

#include <jansson.h>

#include "src/cli/options.h"
#include "src/rules/record.h"

/* Times as ISO text, numbers, true and false, lists as arrays; null when empty. */
json_t *field_json(const struct field *field, const char *value);
/* "id" stands first when no field names the object. whole: every field that is not hidden; else a
 * case has only what may stand in a list, because reading the rest of it is opening it. */
json_t *record_json(const struct record *record, bool whole);
/* Does the field belong into such an object? */
bool record_json_has(const struct object *object, size_t field, bool whole);
/* NULL is null; what is no UTF-8 is made visible. */
json_t *text_json(const char *text);
/* The answer that is one text: {"KEY":TEXT} where JSON is wanted, else a line. */
void answer_text(const struct arguments *arguments, const char *key, const char *text);

#endif
