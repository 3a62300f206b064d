/* Reading as strict as the writing: sorted keys, no blanks, the shortest escape, no number that could
 * be written otherwise. So a line that is read is canonical, and need not be written again. */
#include "db/audit_scan.h"

#include <stddef.h>
#include <string.h>

#include "db/canon.h"

enum part_type { TEXT, INTEGER, INTEGER_OR_NULL, CHANGES };

static const struct {
	const char *key;	/* with what stands before its value */
	enum part_type type;
	size_t at;
} parts[] = {
	{ "{\"action\":", TEXT, offsetof(struct scanned, action) },
	{ ",\"actor\":", TEXT, offsetof(struct scanned, actor) },
	{ ",\"boot\":", TEXT, offsetof(struct scanned, boot) },
	{ ",\"changes\":", CHANGES, 0 },
	{ ",\"key\":", TEXT, offsetof(struct scanned, key) },
	{ ",\"mono\":", INTEGER, offsetof(struct scanned, mono) },
	{ ",\"object\":", TEXT, offsetof(struct scanned, object) },
	{ ",\"origin\":", TEXT, offsetof(struct scanned, origin) },
	{ ",\"prev\":", TEXT, offsetof(struct scanned, prev) },
	{ ",\"reason\":", TEXT, offsetof(struct scanned, reason) },
	{ ",\"result\":", TEXT, offsetof(struct scanned, result) },
	{ ",\"revision\":", INTEGER_OR_NULL, offsetof(struct scanned, revision) },
	{ ",\"roles\":", TEXT, offsetof(struct scanned, roles) },
	{ ",\"row\":", TEXT, offsetof(struct scanned, row) },
	{ ",\"seq\":", INTEGER, offsetof(struct scanned, seq) },
	{ ",\"signer\":", TEXT, offsetof(struct scanned, signer) },
	{ ",\"time\":", INTEGER, offsetof(struct scanned, time) },
	{ ",\"v\":", INTEGER, offsetof(struct scanned, version) },
};

void scanned_init(struct scanned *scanned)
{
	*scanned = (struct scanned){
		.changes = g_array_new(FALSE, FALSE, sizeof(struct scanned_change)),
		.text = g_string_sized_new(4096),
	};
}

void scanned_clear(struct scanned *scanned)
{
	g_array_unref(scanned->changes);
	g_string_free(scanned->text, TRUE);
}

/* The words are shorter than what stands at *at, or end in its NUL. */
static bool take(char **at, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*at, word, len) != 0)
		return false;
	*at += len;
	return true;
}

/* --- texts --- */

static bool hex_take(char **at, gunichar *code)
{
	*code = 0;
	for (int i = 0; i < 4; i++) {
		char c = *(*at)++;

		if (c >= '0' && c <= '9')
			*code = *code << 4 | (gunichar)(c - '0');
		else if (c >= 'A' && c <= 'F')
			*code = *code << 4 | (gunichar)(c - 'A' + 10);
		else
			return false;
	}
	return true;
}

/* After "\u": a character that has no shorter form. */
static bool code_take(char **at, gunichar *code)
{
	gunichar low;

	if (!hex_take(at, code) || *code == 0 || (*code >= 0x20 && *code < 0x7f) ||
	    (*code < 0x20 && strchr("\b\t\n\f\r", (int)*code)))
		return false;
	if (*code < 0xd800 || *code > 0xdfff)
		return true;
	if (*code > 0xdbff || !take(at, "\\u") || !hex_take(at, &low) || low < 0xdc00 || low > 0xdfff)
		return false;
	*code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

/* After the backslash: the character goes to *to. */
static bool escape_take(char **at, char **to)
{
	static const char names[] = "\"\\bfnrt", meant[] = "\"\\\b\f\n\r\t";
	const char *name;
	gunichar code;
	char c = *(*at)++;

	if (c == 'u') {
		if (!code_take(at, &code))
			return false;
		*to += g_unichar_to_utf8(code, *to);
		return true;
	}
	name = c ? strchr(names, c) : NULL;
	if (!name)
		return false;
	*(*to)++ = meant[name - names];
	return true;
}

/* Where the characters that stand for themselves end. Eight at a time: a carry can only mark a byte above
 * one that is marked anyway, and then each is looked at. */
static char *plain_end(char *at)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;

	for (uint64_t x; memcpy(&x, at, sizeof(x)), true; at += sizeof(x)) {
		uint64_t quote = x ^ ones * '"', backslash = x ^ ones * '\\';

		if ((((x - ones * 0x20) & ~x) | x | (x + ones) | ((quote - ones) & ~quote) |
		     ((backslash - ones) & ~backslash)) & tops)
			break;
	}
	while (*at >= 0x20 && *at < 0x7f && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* In place: what is meant is never longer than how it is written. */
static bool text_take(char **at, const char **text)
{
	char *from = *at + 1, *to = from;

	if (**at != '"')
		return false;
	*text = from;
	for (;;) {
		size_t len = (size_t)(plain_end(from) - from);

		if (to != from)
			memmove(to, from, len);
		from += len;
		to += len;
		if (*from == '"')
			break;
		if (*from++ != '\\' || !escape_take(&from, &to))
			return false;
	}
	*to = '\0';
	*at = from + 1;
	return true;
}

static bool text_or_null_take(char **at, const char **text)
{
	*text = NULL;
	return take(at, "null") || text_take(at, text);
}

/* --- numbers and changes --- */

static bool integer_take(char **at, int64_t *number)
{
	bool negative = take(at, "-");
	const char *begin = *at;

	for (*number = 0; g_ascii_isdigit(**at); ++*at)
		if (__builtin_mul_overflow(*number, 10, number) ||
		    __builtin_sub_overflow(*number, **at - '0', number))
			return false;
	if (*at == begin || (*begin == '0' && (negative || *at - begin > 1)))
		return false;
	return negative || !__builtin_sub_overflow(0, *number, number);
}

static bool change_take(char **at, struct scanned_change *change)
{
	return text_take(at, &change->name) && take(at, ":[") &&
	       text_or_null_take(at, &change->digests[0]) && take(at, ",") &&
	       text_or_null_take(at, &change->digests[1]) && take(at, "]");
}

static bool changes_take(char **at, GArray *changes)
{
	struct scanned_change change;
	const char *before = NULL;

	g_array_set_size(changes, 0);
	if (take(at, "null"))
		return true;
	if (!take(at, "{"))
		return false;
	do {
		if (!change_take(at, &change) || (before && strcmp(before, change.name) >= 0))
			return false;
		before = change.name;
		g_array_append_val(changes, change);
	} while (take(at, ","));
	return take(at, "}");
}

static bool part_take(struct scanned *scanned, char **at, enum part_type type, size_t offset)
{
	void *part = (char *)scanned + offset;

	switch (type) {
	case TEXT:
		return text_or_null_take(at, part);
	case INTEGER:
		return integer_take(at, part);
	case INTEGER_OR_NULL:
		scanned->revision = -1;
		return take(at, "null") || integer_take(at, part);
	default:
		return changes_take(at, scanned->changes);
	}
}

bool line_scan(struct scanned *scanned, const char *line, size_t len)
{
	static const char behind[sizeof(uint64_t)];	/* plain_end looks so far */
	char *at;

	g_string_truncate(scanned->text, 0);
	g_string_append_len(scanned->text, line, (gssize)len);
	g_string_append_len(scanned->text, behind, sizeof(behind));
	at = scanned->text->str;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (!take(&at, parts[i].key) ||
		    !part_take(scanned, &at, parts[i].type, parts[i].at))
			return false;
	return take(&at, "}") && at == scanned->text->str + len && scanned->version == 1;
}
