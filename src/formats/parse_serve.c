#include "src/formats/parse_serve.h"

#include <errno.h>
#include <unistd.h>

#include "src/base/confine.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/formats/parse_wire.h"

static bool read_whole(int fd, void *out, size_t len)
{
	for (char *at = out; len > 0;) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool answer(int fd, const struct wire_answer *answer)
{
	g_autoptr(GByteArray) bytes = wire_write(answer);

	return file_write_all(fd, bytes->data, bytes->len);
}

static void take(const struct parse_served *served, const struct wire_request *request,
		 const struct stream_item *item, struct wire_answer *answer)
{
	const struct format *format = request->format == WIRE_DETECT ? format_detect(served->table, item->value) :
				      &served->table[request->format];

	answer->kind = WIRE_BAD;
	if (!format)
		answer->problem = g_strdup(_("no known alert format; give one with --format"));
	else if (format->parse(item->value, &answer->parsed, &answer->problem))
		answer->kind = WIRE_ALERT;
	if (answer->kind == WIRE_ALERT)
		record_set(answer->parsed.alert, ALERT_FORMAT, format->name);
}

/* One answer for each value: what follows may be our end, and what was read before must be out by then. */
static bool serve_document(int fd, const struct parse_served *served, const struct wire_request *request,
			   const char *bytes)
{
	CLEANUP(stream_free) struct stream *stream = stream_resume(bytes, request->len, request->line);
	bool skip = request->skip, told;
	enum stream_got got;

	do {
		struct wire_answer out = { 0 };
		struct stream_item item;

		confine_time(served->alert_ms);
		got = skip ? stream_skip(stream, &item) : stream_next(stream, &item);
		skip = false;
		if (got == STREAM_VALUE)
			take(served, request, &item, &out);
		else
			out.kind = got == STREAM_END ? WIRE_END : WIRE_BAD;
		if (got == STREAM_BAD)
			out.problem = g_strdup(item.problem);
		out.at = item.raw ? (uint32_t)(item.raw - bytes) : 0;
		out.len = (uint32_t)item.len;
		out.line = item.line;
		confine_time(0);
		told = answer(fd, &out);
		wire_answer_clear(&out);
	} while (told && got != STREAM_END);
	return told;
}

void parse_serve(int fd, const void *data)
{
	struct wire_request request;
	bool going = true;

	while (going && read_whole(fd, &request, sizeof(request))) {
		g_autofree char *bytes = g_malloc((gsize)request.len + 1);

		going = read_whole(fd, bytes, request.len) && serve_document(fd, data, &request, bytes);
	}
}
