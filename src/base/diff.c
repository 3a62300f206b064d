#include "src/base/diff.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define TABLE_MAX (2 * 1024 * 1024)	/* pairs of words compared; beyond it all between counts as new */

struct token { const char *text; size_t len; };

static bool in_word(const char *p)
{
	return g_unichar_isalnum(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p)) || *p == '_';
}

/* A word, or one character that is none. */
static GArray *tokens_of(const char *text)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct token));

	while (*text) {
		const char *end = g_utf8_next_char(text);
		struct token token;

		while (in_word(text) && *end && in_word(end))
			end = g_utf8_next_char(end);
		token = (struct token){ text, (size_t)(end - text) };
		g_array_append_val(tokens, token);
		text = end;
	}
	return tokens;
}

static const struct token *at(const GArray *tokens, guint i)
{
	return &g_array_index(tokens, struct token, i);
}

static bool same(const struct token *a, const struct token *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

struct diff {
	GArray *from, *to;
	guint start;			/* tokens that both begin with */
	guint rows, columns;		/* what is left of from and to without what both end with */
	guint16 *longest;		/* common tokens of from[i…] and to[j…]; NULL: too many */
	GString *out, *gone, *new;
};

static guint longest(const struct diff *diff, guint i, guint j)
{
	return i < diff->rows && j < diff->columns ? diff->longest[i * diff->columns + j] : 0;
}

static void compare(struct diff *diff)
{
	guint from = diff->from->len, to = diff->to->len;

	while (diff->start < MIN(from, to) && same(at(diff->from, diff->start), at(diff->to, diff->start)))
		diff->start++;
	while (MIN(from, to) > diff->start && same(at(diff->from, from - 1), at(diff->to, to - 1)))
		from--, to--;
	diff->rows = from - diff->start;
	diff->columns = to - diff->start;
	if ((guint64)diff->rows * diff->columns > TABLE_MAX || MAX(diff->rows, diff->columns) > G_MAXUINT16)
		return;
	diff->longest = g_new0(guint16, (gsize)diff->rows * diff->columns + 1);
	for (guint i = diff->rows; i-- > 0;)
		for (guint j = diff->columns; j-- > 0;)
			diff->longest[i * diff->columns + j] = (guint16)(
				same(at(diff->from, diff->start + i), at(diff->to, diff->start + j)) ?
				longest(diff, i + 1, j + 1) + 1 :
				MAX(longest(diff, i + 1, j), longest(diff, i, j + 1)));
}

static void end_change(struct diff *diff)
{
	if (diff->gone->len)
		g_string_append_printf(diff->out, "[-%s-]", diff->gone->str);
	if (diff->new->len)
		g_string_append_printf(diff->out, "{+%s+}", diff->new->str);
	g_string_truncate(diff->gone, 0);
	g_string_truncate(diff->new, 0);
}

static void add(GString *out, const struct token *token)
{
	g_string_append_len(out, token->text, (gssize)token->len);
}

static void write_changes(struct diff *diff)
{
	guint i = 0, j = 0;

	while (i < diff->rows || j < diff->columns) {
		bool both = diff->longest && i < diff->rows && j < diff->columns;
		const struct token *from = i < diff->rows ? at(diff->from, diff->start + i) : NULL;
		const struct token *to = j < diff->columns ? at(diff->to, diff->start + j) : NULL;

		if (both && same(from, to)) {
			end_change(diff);
			add(diff->out, to);
			i++, j++;
		} else if (from && (!both || longest(diff, i + 1, j) >= longest(diff, i, j + 1))) {
			add(diff->gone, from);
			i++;
		} else {
			add(diff->new, to);
			j++;
		}
	}
	end_change(diff);
}

char *diff_words(const char *from, const char *to)
{
	struct diff diff = {
		.from = tokens_of(from), .to = tokens_of(to),
		.out = g_string_new(NULL), .gone = g_string_new(NULL), .new = g_string_new(NULL),
	};

	compare(&diff);
	for (guint i = 0; i < diff.start; i++)
		add(diff.out, at(diff.to, i));
	write_changes(&diff);
	for (guint j = diff.start + diff.columns; j < diff.to->len; j++)
		add(diff.out, at(diff.to, j));
	g_array_unref(diff.from);
	g_array_unref(diff.to);
	g_free(diff.longest);
	g_string_free(diff.gone, TRUE);
	g_string_free(diff.new, TRUE);
	return g_string_free(diff.out, FALSE);
}
