#include "db/audit_texts.h"

#include <string.h>

void texts_put(GString *out, const uint8_t salt[VALUE_SALT_LEN], const char *text)
{
	g_string_append_c(out, '+');
	g_string_append_len(out, (const char *)salt, VALUE_SALT_LEN);
	canon_put_int(out, (int64_t)strlen(text));
	g_string_append_c(out, ':');
	g_string_append(out, text);
}

struct texts texts_of(const struct statement *statement, int column)
{
	size_t len;
	const char *begin = sql_blob(statement, column, &len);

	return (struct texts){ begin, begin ? begin + len : begin };
}

/* "12:", and as many bytes must follow. */
static bool len_take(struct texts *texts, size_t *len)
{
	const char *begin = texts->at;

	for (*len = 0; texts->at < texts->end && g_ascii_isdigit(*texts->at); texts->at++) {
		*len = 10 * *len + (size_t)(*texts->at - '0');
		if (*len > (size_t)(texts->end - texts->at))
			return false;
	}
	return texts->at > begin && texts->at < texts->end && *texts->at++ == ':' &&
	       *len <= (size_t)(texts->end - texts->at);
}

bool texts_next(struct texts *texts, struct text_beside *next)
{
	*next = (struct text_beside){ NULL };
	if (texts->at == texts->end)
		return false;
	if (*texts->at++ == '-')
		return true;
	if (texts->at[-1] != '+' || texts->end - texts->at < VALUE_SALT_LEN)
		return false;
	next->salt = (const uint8_t *)texts->at;
	texts->at += VALUE_SALT_LEN;
	if (!len_take(texts, &next->len))
		return false;
	next->text = texts->at;
	texts->at += next->len;
	return true;
}
