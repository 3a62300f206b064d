/* Framing: where one JSON value ends and the next begins. */
#include "src/formats/stream.h"

#include "src/base/i18n.h"
#include "src/formats/syslog.h"
#include <string.h>

/* Are we between the elements of a list? After damage nobody knows. */
enum list_place { LIST_NO, LIST_FIRST, LIST_AFTER_VALUE, LIST_AFTER_COMMA, LIST_MAYBE };

struct stream {
	const char *bytes;
	size_t len, at;
	size_t line_at; /* where the line of at begins; counted along, because a line may */
	unsigned line; /* hold a million values */
	enum list_place place;
	unsigned list_line; /* of the bracket that opened it */
	struct json *value;
	char *problem;
};

struct stream *stream_new(const char *bytes, size_t len)
{
	struct stream *stream = g_new0(struct stream, 1);

	stream->bytes = bytes;
	stream->len = len;
	stream->line = 1;
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		stream->at = stream->line_at = 3;
	return stream;
}

struct stream *stream_resume(const char *bytes, size_t len, unsigned line)
{
	struct stream *stream = stream_new(bytes, len);

	stream->line = line;
	return stream;
}

void stream_free(struct stream *stream)
{
	json_free(stream->value);
	g_free(stream->problem);
	g_free(stream);
}

static unsigned newlines(const char *bytes, size_t len)
{
	unsigned n = 0;

	for (const char *p = bytes, *end = bytes + len; (p = memchr(p, '\n', (size_t)(end - p)));
		p++)
		n++;
	return n;
}

static void move_to(struct stream *stream, size_t at)
{
	const char *from, *newline;

	if (at == stream->at)
		return;
	from = stream->bytes + stream->at;
	newline = memrchr(from, '\n', at - stream->at);
	stream->line += newlines(from, at - stream->at);
	if (newline)
		stream->line_at = (size_t)(newline - stream->bytes) + 1;
	stream->at = at;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct stream *stream)
{
	size_t at = stream->at;

	while (at < stream->len && blank(stream->bytes[at]))
		at++;
	move_to(stream, at);
}

static size_t next_line(const struct stream *stream, size_t at)
{
	const char *newline = memchr(stream->bytes + at, '\n', stream->len - at);

	return newline ? (size_t)(newline - stream->bytes) + 1 : stream->len;
}

/* Length of the syslog header at this place, which must begin a line; 0: there is none. */
static size_t header_at(const struct stream *stream, size_t at)
{
	const char *line = stream->bytes + at;
	size_t len = next_line(stream, at) - at;

	return syslog_header_length(line, len);
}

static size_t indentation(const struct stream *stream, size_t line)
{
	size_t at = line;

	while (at < stream->len && (stream->bytes[at] == ' ' || stream->bytes[at] == '\t'))
		at++;
	return at - line;
}

/* Does a value begin on this line? In a document written over many lines an inner object does
 * too, but it stands further to the right than the damaged one did. */
static bool begins_value(const struct stream *stream, size_t line, size_t indented)
{
	size_t indent = indentation(stream, line);
	char first = line + indent < stream->len ? stream->bytes[line + indent] : '\0';

	if (first == '{' || first == '[')
		return indent <= indented;
	return header_at(stream, line) > 0;
}

/* Reports what begins at the reading place as damaged and goes on at the next line that begins a
 * value: the next after its first line, so that a value cut off takes no other with it. */
static enum stream_got bad(
	struct stream *stream, struct stream_item *item, size_t trouble, const char *why)
{
	size_t begin = stream->at, line = stream->line_at, resume = next_line(stream, begin);
	size_t indented = indentation(stream, line);
	unsigned lines = newlines(stream->bytes + begin, trouble - begin);

	while (resume < stream->len && !begins_value(stream, resume, indented))
		resume = next_line(stream, resume);
	item->raw = stream->bytes + begin;
	item->len = resume - begin;
	item->line = stream->line;
	if (lines > 0)
		stream->problem = g_strdup_printf(_("%s (at line %u)"), why, stream->line + lines);
	else
		stream->problem = g_strdup_printf(_("%s (at column %zu)"), why, trouble - line + 1);
	item->problem = stream->problem;
	move_to(stream, resume);
	if (stream->place != LIST_NO)
		stream->place = LIST_MAYBE;
	return STREAM_BAD;
}

/* A list that is not closed or lacks a comma: its elements stand, nothing is skipped. */
static enum stream_got bad_list(struct stream *stream, struct stream_item *item)
{
	item->raw = stream->bytes + stream->at;
	item->line = stream->line;
	stream->problem = g_strdup_printf(
		_("the list that begins at line %u lacks a comma or its end"), stream->list_line);
	item->problem = stream->problem;
	stream->place = LIST_MAYBE;
	return STREAM_BAD;
}

/* Commas and brackets around the elements of a list. False: the next thing must be a value. */
static bool take_separator(struct stream *stream)
{
	enum list_place place = stream->place;
	char c = stream->bytes[stream->at];

	if (c == '[' && (place == LIST_NO || place == LIST_MAYBE)) {
		stream->place = LIST_FIRST;
		stream->list_line = stream->line;
	} else if (c == ']' && place != LIST_NO && place != LIST_AFTER_COMMA) {
		stream->place = LIST_NO;
	} else if (c == ',' && place == LIST_AFTER_VALUE) {
		stream->place = LIST_AFTER_COMMA;
	} else if (c != ',' || place != LIST_MAYBE) {
		return false;
	}
	stream->at++;
	return true;
}

/* Goes to the first byte of the next value. False at the end of the input. */
static bool find_value(struct stream *stream)
{
	do {
		skip_blanks(stream);
		if (stream->at >= stream->len)
			return false;
	} while (take_separator(stream));
	if (stream->at == stream->line_at &&
		(stream->place == LIST_NO || stream->place == LIST_MAYBE))
		stream->at += header_at(stream, stream->at);
	return true;
}

static enum stream_got read_value(struct stream *stream, struct stream_item *item)
{
	size_t left = stream->len - stream->at, used;
	g_autofree char *problem = NULL;
	bool incomplete;

	stream->value = json_read(
		stream->bytes + stream->at, MIN(left, ALERT_MAX), &used, &incomplete, &problem);
	if (!stream->value && incomplete && left > ALERT_MAX)
		return bad(stream, item, stream->at, _("the value is larger than 1 MiB"));
	if (!stream->value)
		return bad(stream, item, stream->at + used, problem);
	item->raw = stream->bytes + stream->at;
	item->len = used;
	item->line = stream->line;
	item->value = stream->value;
	move_to(stream, stream->at + used);
	if (stream->place != LIST_NO && stream->place != LIST_MAYBE)
		stream->place = LIST_AFTER_VALUE;
	return STREAM_VALUE;
}

static void let_go(struct stream *stream, struct stream_item *item)
{
	json_free(stream->value);
	stream->value = NULL;
	g_clear_pointer(&stream->problem, g_free);
	*item = (struct stream_item){ .line = stream->line };
}

/* Where the value at the reading place ends by its brackets, if that is on its own line; else 0. */
static size_t end_on_line(const struct stream *stream)
{
	size_t end = next_line(stream, stream->at), depth = 0;
	bool text = false;

	for (size_t at = stream->at; at < end; at++) {
		char c = stream->bytes[at];

		if (c == '"')
			text = !text;
		else if (text && c == '\\')
			at++;
		else if (!text && (c == '{' || c == '['))
			depth++;
		else if (!text && (c == '}' || c == ']') && (depth == 0 || --depth == 0))
			return depth == 0 && at > stream->at ? at + 1 : 0;
	}
	return 0;
}

static bool is_last_on_line(const struct stream *stream, size_t end)
{
	size_t next = next_line(stream, end);

	while (end < next && blank(stream->bytes[end]))
		end++;
	return end == next;
}

/* What stands behind it on the same line may be the rest of a list. */
static enum stream_got pass_over(struct stream *stream, struct stream_item *item)
{
	size_t end = end_on_line(stream);

	if (!end || is_last_on_line(stream, end))
		return bad(stream, item, stream->at, "");
	stream->problem = g_strdup("-");
	*item = (struct stream_item){ .raw = stream->bytes + stream->at, .len = end - stream->at,
				      .line = stream->line, .problem = stream->problem };
	move_to(stream, end);
	return STREAM_BAD;
}

enum stream_got stream_skip(struct stream *stream, struct stream_item *item)
{
	let_go(stream, item);
	stream->place = LIST_MAYBE;
	return find_value(stream) ? pass_over(stream, item) : STREAM_END;
}

enum stream_got stream_next(struct stream *stream, struct stream_item *item)
{
	let_go(stream, item);
	if (!find_value(stream)) {
		if (stream->place == LIST_NO || stream->place == LIST_MAYBE)
			return STREAM_END;
		return bad_list(stream, item);
	}
	if (stream->place == LIST_AFTER_VALUE)
		return bad_list(stream, item);
	if (stream->bytes[stream->at] != '{' &&
		(stream->place == LIST_NO || stream->place == LIST_MAYBE))
		return bad(stream, item, stream->at, _("no JSON object or list begins here"));
	return read_value(stream, item);
}
