/* What every format fills in, and the small tools to fill it. */
#ifndef FORMATS_PARSED_H
#define FORMATS_PARSED_H

#include "src/formats/json_value.h"
#include "src/rules/alert.h"
#include "src/rules/record.h"

#define PARSED_LINE_MAX 200	/* characters, where the field has no limit of its own */
#define PARSED_ITEMS_MAX 100	/* of one list: the rest stays in the raw alert */
/* Bytes of the longest text there is, such a list; no other text comes near. */
#define PARSED_TEXT_MAX (PARSED_ITEMS_MAX * (4 * PARSED_LINE_MAX + 1))

/* What a format makes of one value, besides the alert's own fields. */
struct parsed {
	struct record *alert; /* source, key, title, severity, event_time, asset, … */
	bool cui; /* the alert says CUI is involved; it may only raise it */
	char *summary; /* first description of a case made from it */
};
void parsed_clear(struct parsed *parsed);

/* An alert in the making. */
struct filling {
	const struct json *value;
	struct record *alert;
	GString *summary, *notes;
};
/* format is the source too, unless the value names one. */
void fill_begin(struct filling *filling, const struct json *value, const char *format);
void fill_end(struct filling *filling, struct parsed *out);

/* Text for one line: control characters and runs of blanks become one blank, at most max
 * characters, the last an ellipsis where it was cut. NULL when nothing is left. Caller frees. */
char *line_text(const char *text, unsigned max);
/* "-", "N/A", "unknown", "0.0.0.0" …: a tool's way to say that it has nothing to say. */
bool is_nothing(const char *text);

/* The first of title and fallback that has a character to show; never empty. */
void fill_title(struct filling *filling, const char *title, const char *fallback);
/* Text that is of use only unchanged, such as a key or a link: one that does not fit is left out.
 * (Two alerts must not share a key because it was cut; without one the caller goes by the hash of
 * the raw bytes.) */
void fill_whole(struct filling *filling, enum alert_field field, const char *text);
/* One text at path into a field; what is_nothing is left out. */
void fill_text(struct filling *filling, enum alert_field field, const char *path);
/* The text or the list of texts at path, added to a list field without doubles. */
void fill_list(struct filling *filling, enum alert_field field, const char *path);
void fill_item(struct filling *filling, enum alert_field field, const char *text);
/* ISO in the shapes tools send, or a number: seconds, ms, µs, ns by its digits, or the 100 ns
 * since 1601 of Windows. What cannot be read, or had no zone, the summary says. */
void fill_time(struct filling *filling, const char *path);
bool time_from_tool(const char *text, int64_t *ms, bool *assumed);

/* Lines of the summary. detail: "label: value" when there are texts at path. note: about the whole alert; they come
 * last, and are kept where what is before them is cut. */
void fill_line(struct filling *filling, const char *label, const char *line);	/* NULL or is_nothing: none */
void fill_detail(struct filling *filling, const char *label, const char *path);
void fill_paragraph(struct filling *filling, const char *text);
void fill_note(struct filling *filling, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
