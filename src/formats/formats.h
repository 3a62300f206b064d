/* Alert formats: bytes from a tool -> records of alert_object. Pure: no I/O, no clock. */
#ifndef FORMATS_FORMATS_H
#define FORMATS_FORMATS_H

#include "src/formats/parsed.h"
#include "src/formats/stream.h"

struct format {
	const char *name; /* --format, alert.format: "wazuh", "json" */
	const char *label; /* N_() */
	bool (*detect)(const struct json *value);
	/* False with a sentence (caller frees) when the value cannot be an alert of this kind. */
	bool (*parse)(const struct json *value, struct parsed *out, char **problem);
};
extern const struct format formats[]; /* most specific first; ends with a NULL name */
/* In a table like that; NULL: none. */
const struct format *format_find(const struct format *table, const char *name);
const struct format *format_detect(const struct format *table, const struct json *value);

#endif
