/* What waits, in line mode: the lines of the home screen, and the words that show each. */
#include "src/cli/plain.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/look.h"
#include "src/app/waiting.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"

#define STEM 5	/* letters */
#define NEAR 6	/* names that are told of what comes near a word */

/* Its own name, unless a list of the program has that. Caller frees. */
static char *word_of(const struct waiting *waiting, const char *filter)
{
	if (!query_find(waiting->name))
		return g_strdup(waiting->name);
	return filter ? g_strdup_printf("%s %s", waiting->query, filter) : g_strdup(waiting->query);
}

static bool put_waiting(struct plain *plain, const struct waiting *waiting)
{
	g_autofree char *filter = waiting_filter(plain->session, waiting), *word = word_of(waiting, filter);
	int64_t count = waiting_count(plain->session, waiting->query, filter);
	const char *label = waiting_label(waiting);

	if (count > 0 && strcmp(word, label) == 0)
		out_line("%s: %" PRId64, word, count);
	else if (count > 0)
		out_line("%s: %" PRId64 " (%s)", word, count, label);
	return count > 0;
}

static unsigned put_part(struct plain *plain, bool pressing)
{
	unsigned put = 0;

	for (const struct waiting *waiting = waitings; waiting->name; waiting++)
		if (waiting->query && waiting->pressing == pressing && waiting_offered(plain->session, waiting))
			put += put_waiting(plain, waiting);
	return put;
}

void plain_home(struct plain *plain)
{
	out_line("%s", _("Needs you now; the word before each shows the list:"));
	if (!put_part(plain, true))
		out_line("%s", _("nothing"));
	out_line("%s", _("Queues:"));
	if (!put_part(plain, false))
		out_line("%s", _("nothing"));
}

/* "approve" means approvals, as "escalate" means escalated: by how they begin. */
static bool is_called(const struct waiting *waiting, const char *word)
{
	return strcmp(waiting->name, word) == 0 || (strlen(word) >= STEM && strncmp(waiting->name, word, STEM) == 0);
}

bool plain_waiting(struct plain *plain, const char *word, const char *rest)
{
	for (const struct waiting *waiting = waitings; waiting->name; waiting++) {
		g_autofree char *filter = NULL, *all = NULL;

		if (!waiting->query || !is_called(waiting, word) || !waiting_offered(plain->session, waiting))
			continue;
		filter = waiting_filter(plain->session, waiting);
		all = g_strdup_printf("%s %s", filter ? filter : "", rest);
		plain_list(plain, query_find(waiting->query), g_strstrip(all));
		return true;
	}
	return false;
}

static void add_near(GString *names, const char *word, const char *name, unsigned *left)
{
	if (!*left || !strstr(name, word))
		return;
	g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	--*left;
}

void plain_unknown(const struct plain *plain, const char *word)
{
	g_autoptr(GString) names = g_string_new(NULL);
	unsigned left = NEAR;

	for (const struct query *query = queries; query->name; query++)
		if (look_offered(plain->session, &(struct look){ .query = query->name }))
			add_near(names, word, query->name, &left);
	for (const struct action *action = actions; action->name; action++)
		if (action_offered(plain->session, action, NULL))
			add_near(names, word, action->name, &left);
	if (names->len)
		out_say(_("there is no list and no action \"%s\", but %s; ? says what can be typed"), word, names->str);
	else
		out_say(_("there is no list and no action \"%s\"; ? says what can be typed"), word);
}
