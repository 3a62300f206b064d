#include "src/formats/parse_child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/formats/parse_serve.h"
#include "src/formats/parse_wire.h"

const struct parse_limits parse_limits = {
	.child = { .memory = (size_t)512 << 20, .seconds = 600 },
	.alert_ms = 5000, .wait_ms = 60000, .deaths = 16,
};

#define ROOM 65536	/* bytes taken from the socket at once */

struct parse_child {
	struct child *child;
	struct parse_served served;
	const struct parse_limits *limits;
	const char *bytes;	/* the document; NULL: none is being read */
	size_t len, from, at;	/* … where the request began, and how far its answers went */
	size_t last;		/* where the last answer began … */
	unsigned line;		/* … and its line */
	uint32_t format;
	unsigned deaths;
	char *why;		/* the value after at is passed over, because … */
	GByteArray *in;		/* came in and is not used yet, from used on */
	size_t used;
	struct wire_answer answer;	/* the last one given out */
};

struct parse_child *parse_child_start(const struct format *table, const struct parse_limits *limits, GError **error)
{
	struct parse_child *child = g_new0(struct parse_child, 1);

	child->served = (struct parse_served){ table, limits->alert_ms };
	child->limits = limits;
	child->in = g_byte_array_new();
	child->child = child_start(parse_serve, &child->served, &limits->child, error);
	if (child->child)
		return child;
	parse_child_free(child);
	return NULL;
}

void parse_child_free(struct parse_child *child)
{
	if (!child)
		return;
	child_free(child->child);
	wire_answer_clear(&child->answer);
	g_byte_array_unref(child->in);
	g_free(child->why);
	g_free(child);
}

static bool send_whole(int fd, const void *data, size_t len)
{
	for (const char *at = data; len > 0;) {
		ssize_t n = send(fd, at, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Up to at. */
static void count_lines(struct parse_child *child)
{
	for (; child->last < child->at; child->last++)
		child->line += child->bytes[child->last] == '\n';
}

static bool ask(struct parse_child *child)
{
	size_t left = child->len - child->at;
	struct wire_request request = { child->format, child->why != NULL, 0, (uint32_t)left };
	int fd = child_fd(child->child);

	count_lines(child);
	request.line = child->line;
	child->from = child->at;
	child->used = 0;
	g_byte_array_set_size(child->in, 0);
	return send_whole(fd, &request, sizeof(request)) && send_whole(fd, child->bytes + child->at, left);
}

static bool format_number(struct parse_child *child, const char *name, GError **error)
{
	const struct format *format = name ? format_find(child->served.table, name) : NULL;

	child->format = format ? (uint32_t)(format - child->served.table) : WIRE_DETECT;
	return !name || format ||
	       err_set(error, ERR_INVALID, _("there is no format \"%s\"; `blotter ingest --help` lists them"), name);
}

bool parse_begin(struct parse_child *child, const char *bytes, size_t len, const char *format, GError **error)
{
	int how;

	if (!format_number(child, format, error))
		return false;
	if (len > DOCUMENT_MAX)
		return err_set(error, ERR_INVALID, _("the document is larger than 64 MiB; split it"));
	/* the one before was left in its midst */
	if (child->bytes && !child_again(child->child, &how, error))
		return false;
	g_clear_pointer(&child->why, g_free);
	child->bytes = bytes;
	child->len = len;
	child->at = child->last = 0;
	child->line = 1;
	child->deaths = 0;
	return ask(child) || (child_again(child->child, &how, error) && ask(child));
}

/* Until so many bytes wait to be used. */
static bool fill(struct parse_child *child, size_t want)
{
	struct pollfd ready = { .fd = child_fd(child->child), .events = POLLIN };

	while (child->in->len - child->used < want) {
		guint had;
		ssize_t n;
		int rc = poll(&ready, 1, child->limits->wait_ms);

		if (rc < 0 && errno == EINTR)
			continue;
		if (rc <= 0)
			return false;
		g_byte_array_remove_range(child->in, 0, (guint)child->used);
		child->used = 0;
		had = child->in->len;
		g_byte_array_set_size(child->in, had + ROOM);
		n = read(ready.fd, child->in->data + had, ROOM);
		g_byte_array_set_size(child->in, had + (n > 0 ? (guint)n : 0));
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
	}
	return true;
}

/* The place of an answer: behind those before it, within the document. */
static bool in_place(const struct parse_child *child, const struct wire_answer *answer)
{
	size_t begin = child->from + answer->at;

	if (answer->kind == WIRE_END)
		return true;
	return begin >= child->at && begin <= child->len && answer->len <= child->len - begin &&
	       answer->line >= child->line &&
	       (answer->kind == WIRE_BAD || (answer->len > 0 && answer->len <= ALERT_MAX));
}

static bool receive(struct parse_child *child)
{
	struct wire_answer *answer = &child->answer;
	uint32_t len;

	wire_answer_clear(answer);
	if (!fill(child, sizeof(len)))
		return false;
	memcpy(&len, child->in->data + child->used, sizeof(len));
	if (len > WIRE_ANSWER_MOST || !fill(child, sizeof(len) + len))
		return false;
	if (!wire_read((const char *)child->in->data + child->used + sizeof(len), len, child->served.table, answer))
		return false;
	child->used += sizeof(len) + len;
	return in_place(child, answer);
}

/* What the kernel says of its end, as far as it tells a person something. */
static char *why_of(int how)
{
	if (how == SIGPROF)
		return g_strdup(_("it takes too long to read; what came is set aside"));
	if (how == SIGKILL || how == 0)
		return g_strdup(_("its reader got stuck or said what makes no sense; what came is set aside"));
	return g_strdup_printf(_("its reader broke off on it (signal %d: %s); what came is set aside"), how,
			       strsignal(how));
}

/* The rest of the document is given up. */
static enum parse_got give_up(struct parse_child *child, struct parse_item *item)
{
	wire_answer_clear(&child->answer);
	count_lines(child);
	child->answer.problem = g_strdup(_("its reader broke off too often; the rest of it is set aside"));
	*item = (struct parse_item){ child->bytes + child->at, child->len - child->at, child->line,
				     .problem = child->answer.problem };
	child->at = child->len;
	child->format = WIRE_DETECT;
	g_clear_pointer(&child->why, g_free);
	child->deaths = UINT_MAX;
	return PARSE_BAD;
}

/* Another child, which passes over what the last one died of: not of its age, for that is no alert's fault. */
static bool go_on(struct parse_child *child)
{
	bool while_passing = child->why != NULL;
	int how;

	child->deaths++;
	if (!child_again(child->child, &how, NULL) || while_passing || child->deaths >= child->limits->deaths)
		return false;
	child->why = how == SIGXCPU ? NULL : why_of(how);
	return ask(child);
}

static enum parse_got give(struct parse_child *child, struct parse_item *item)
{
	struct wire_answer *answer = &child->answer;

	*item = (struct parse_item){ child->bytes + child->from + answer->at, answer->len, answer->line,
				     .problem = answer->problem };
	child->last = child->from + answer->at;
	child->at = child->last + answer->len;
	child->line = answer->line;
	if (answer->kind == WIRE_BAD) {
		if (child->why) {
			g_free(answer->problem);
			item->problem = answer->problem = g_steal_pointer(&child->why);
		}
		return PARSE_BAD;
	}
	item->parsed = answer->parsed;
	answer->parsed = (struct parsed){ 0 };
	return PARSE_ALERT;
}

enum parse_got parse_next(struct parse_child *child, struct parse_item *item)
{
	*item = (struct parse_item){ 0 };
	if (child->bytes && child->deaths == UINT_MAX)
		child->bytes = NULL;
	if (!child->bytes)
		return PARSE_END;
	while (!receive(child))
		if (!go_on(child))
			return give_up(child, item);
	if (child->answer.kind != WIRE_END)
		return give(child, item);
	child->bytes = NULL;
	return PARSE_END;
}
