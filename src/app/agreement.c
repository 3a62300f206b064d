#include "src/app/agreement.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/record.h"

/* A matter that outlives the act it is of. */
struct waiting {
	struct matter matter;
	char *object, *about, *text;
	struct record *record;
};

struct agreement {
	GPtrArray *waiting;	/* of struct waiting */
	char **able;		/* who could agree to all of them; NULL: none waits yet */
	bool required, given;
	char *user;		/* who agreed; NULL: nobody */
};

static void waiting_free(void *data)
{
	struct waiting *waiting = data;

	g_free(waiting->object);
	g_free(waiting->about);
	g_free(waiting->text);
	record_free(waiting->record);
	g_free(waiting);
}

struct agreement *agreement_new(void)
{
	struct agreement *agreement = g_new0(struct agreement, 1);

	agreement->waiting = g_ptr_array_new_with_free_func(waiting_free);
	return agreement;
}

void agreement_free(struct agreement *agreement)
{
	if (!agreement)
		return;
	g_ptr_array_unref(agreement->waiting);
	g_strfreev(agreement->able);
	g_free(agreement->user);
	g_free(agreement);
}

static void add(struct agreement *agreement, const struct matter *matter)
{
	struct waiting *waiting = g_new0(struct waiting, 1);

	waiting->matter = *matter;
	waiting->matter.object = waiting->object = g_strdup(matter->object);
	waiting->matter.about = waiting->about = g_strdup(matter->about);
	waiting->matter.text = waiting->text = g_strdup(matter->text);
	waiting->matter.record = waiting->record = matter->record ? record_copy(matter->record) : NULL;
	g_ptr_array_add(agreement->waiting, waiting);
}

static char **in_both(char **names, char **others)
{
	GStrvBuilder *both = g_strv_builder_new();
	char **list;

	for (; *names; names++)
		if (g_strv_contains((const char *const *)others, *names))
			g_strv_builder_add(both, *names);
	list = g_strv_builder_end(both);
	g_strv_builder_unref(both);
	return list;
}

static bool wait_for_them(struct agreement *agreement, const struct matter *matter, char **able, bool required,
			  GError **error)
{
	g_auto(GStrv) both = in_both(able, agreement->able ? agreement->able : able);

	if (!*both)
		return err_set(error, ERR_INVALID, _("nobody could agree to this and to the others: do it by itself"));
	g_strfreev(agreement->able);
	agreement->able = g_steal_pointer(&both);
	agreement->required = agreement->required || required;
	add(agreement, matter);
	return err_set(error, ERR_INVALID, _("this waits for a second person"));
}

/* Each counts once. */
static bool take(struct agreement *agreement, const char *text)
{
	for (guint i = 0; i < agreement->waiting->len; i++) {
		const struct waiting *waiting = agreement->waiting->pdata[i];

		if (strcmp(waiting->text, text) == 0)
			return g_ptr_array_remove_index(agreement->waiting, i);
	}
	return false;
}

bool agreement_answer(struct agreement *agreement, const struct matter *matter, char **able, bool required,
		      struct consent *consent, GError **error)
{
	if (!agreement->given)
		return wait_for_them(agreement, matter, able, required, error);
	if (!take(agreement, matter->text))
		return err_set(error, ERR_CONFLICT, _("the second person was not shown \"%s\": somebody changed it "
			       "meanwhile; look again and repeat"), matter->text);
	consent->user = agreement->user;
	consent->written = agreement->user != NULL;
	return true;
}

guint agreement_count(const struct agreement *agreement)
{
	return agreement->waiting->len;
}

char **agreement_texts(const struct agreement *agreement)
{
	char **texts = g_new0(char *, agreement->waiting->len + 1);

	for (guint i = 0; i < agreement->waiting->len; i++)
		texts[i] = g_strdup(((const struct waiting *)agreement->waiting->pdata[i])->text);
	return texts;
}

char **agreement_able(const struct agreement *agreement)
{
	return agreement->able;
}

bool agreement_required(const struct agreement *agreement)
{
	return agreement->required;
}

bool agreement_give(struct session *session, struct agreement *agreement, const struct consent *consent,
		    GError **error)
{
	g_autoptr(GPtrArray) matters = g_ptr_array_new();

	for (guint i = 0; i < agreement->waiting->len; i++)
		g_ptr_array_add(matters, &((struct waiting *)agreement->waiting->pdata[i])->matter);
	if (consent->user && !consent_take_all(session, consent, matters, error))
		return false;
	agreement->user = g_strdup(consent->user);
	agreement->given = true;
	return true;
}
