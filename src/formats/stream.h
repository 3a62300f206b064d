/* JSON values out of a stretch of bytes, however a tool strings them together. */
#ifndef FORMATS_STREAM_H
#define FORMATS_STREAM_H

#include "src/formats/json_value.h"

#define ALERT_MAX (1024 * 1024) /* bytes of one alert (formats.md 0.8) */
#define DOCUMENT_MAX (64 * 1024 * 1024) /* bytes of one file or stdin */

/* Takes the next complete JSON value out of bytes: one a line or over several lines, arrays give
 * their elements, what stands before the first "{" of a line is skipped when it looks like a
 * syslog header. A damaged value is reported with its line and skipped up to the next line that
 * begins one. The bytes stay the caller's. */
struct stream;
struct stream *stream_new(const char *bytes, size_t len);
/* Goes on in the midst of a document whose reading broke off, at this line. */
struct stream *stream_resume(const char *bytes, size_t len, unsigned line);
void stream_free(struct stream *stream);
CLEANUP_DEFINE(struct stream *, stream_free)
enum stream_got { STREAM_VALUE, STREAM_BAD, STREAM_END };
struct stream_item {
	const char *raw; /* the value's own bytes, unchanged; points into the input.
			  * STREAM_BAD: what was skipped */
	size_t len;
	unsigned line; /* where it begins, from 1 */
	struct json *value; /* STREAM_VALUE: owned by the stream until the next call */
	char *problem; /* STREAM_BAD: a sentence, owned likewise */
};
enum stream_got stream_next(struct stream *stream, struct stream_item *item);
/* Passes over what comes next without reading it, as over a damaged value. */
enum stream_got stream_skip(struct stream *stream, struct stream_item *item);

#endif
