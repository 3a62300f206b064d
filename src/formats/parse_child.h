/* Alerts read by a child process (base/child.h): what came from outside is taken apart where there is no key,
 * no store and no file, and comes back as records, which are checked as if a stranger had sent them. A child
 * that dies, loops or takes too much costs the alert it was at, and no other. */
#ifndef FORMATS_PARSE_CHILD_H
#define FORMATS_PARSE_CHILD_H

#include "src/base/child.h"
#include "src/formats/formats.h"

struct parse_limits {
	struct child_limits child;
	unsigned alert_ms;	/* of processor time for one alert */
	int wait_ms;		/* for one answer, until the child is taken for stuck */
	unsigned deaths;	/* so many in one document, and the rest of it is set aside */
};
extern const struct parse_limits parse_limits;

/* table: ends with a NULL name, outlives the child; the product's is formats. Before any key is there. */
struct parse_child *parse_child_start(const struct format *table, const struct parse_limits *limits,
				      GError **error);
void parse_child_free(struct parse_child *child);
CLEANUP_DEFINE(struct parse_child *, parse_child_free)

/* The bytes stay the caller's, until parse_next gave PARSE_END or the next document begins. format: NULL
 * detects each. */
bool parse_begin(struct parse_child *child, const char *bytes, size_t len, const char *format, GError **error);

enum parse_got { PARSE_ALERT, PARSE_BAD, PARSE_END };
struct parse_item {
	const char *raw;	/* the alert's own bytes, unchanged; points into the document */
	size_t len;
	unsigned line;		/* where it begins, from 1 */
	struct parsed parsed;	/* PARSE_ALERT: the caller's, for parsed_clear */
	const char *problem;	/* PARSE_BAD: a sentence, until the next call */
};
/* May wait as long as the limits let the child work: hold no lock meanwhile. */
enum parse_got parse_next(struct parse_child *child, struct parse_item *item);

#endif
