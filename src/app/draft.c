#include "src/app/draft.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "db/drafts.h"
#include "db/seal.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define FOCUS ""	/* a key that no field has */

void draft_shown_free(struct draft_shown *draft)
{
	if (!draft)
		return;
	request_wipe(&draft->typed);
	request_clear(&draft->typed);
	g_free(draft->place);
	g_free(draft);
}

static json_t *fields_of(const struct request *typed)
{
	json_t *fields = json_object();

	for (guint i = 0; i < typed->sets->len; i++) {
		const struct set *set = &g_array_index(typed->sets, struct set, i);
		const char *value = set->value ? set->value : "";

		if (text_is_utf8(value, strlen(value)))
			json_object_set_new(fields, set->name, json_string(value));
	}
	if (typed->target)
		json_object_set_new(fields, FOCUS, json_string(typed->target));
	return fields;
}

static char *text_of(const struct request *typed)
{
	json_t *fields = fields_of(typed);
	char *text = json_dumps(fields, JSON_COMPACT);

	json_decref(fields);
	return text;
}

static void text_free(char *text)
{
	secret_wipe(text, strlen(text));
	free(text);
}

bool draft_keep(struct session *session, const char *place, const struct request *typed, GError **error)
{
	char *text;
	bool kept;

	/* who was thrown out writes nothing any more */
	if (!session_refresh(session, error) || !session_may_write(session, "", error))
		return false;
	text = text_of(typed);
	kept = drafts_put(session->store, session_user(session), place, text, error);
	text_free(text);
	return kept;
}

bool draft_drop(struct session *session, const char *place, GError **error)
{
	return session_refresh(session, error) && session_may_write(session, "", error) &&
	       drafts_put(session->store, session_user(session), place, NULL, error);
}

static struct draft_shown *shown_of(const char *place, int64_t at, const char *text)
{
	struct draft_shown *shown = g_new0(struct draft_shown, 1);
	json_t *fields = json_loads(text, 0, NULL), *value;
	const char *name;

	shown->place = g_strdup(place);
	shown->at = at;
	request_init(&shown->typed, NULL, NULL);
	shown->typed.target = g_strdup(json_string_value(json_object_get(fields, FOCUS)));
	json_object_foreach(fields, name, value)
		if (*name)
			request_set(&shown->typed, name, json_string_value(value));
	json_decref(fields);
	return shown;
}

GPtrArray *draft_own(struct session *session, const char *place)
{
	g_autoptr(GPtrArray) rows = session_refresh(session, NULL) ?
		drafts_of(session->store, session_user(session), place, NULL) : NULL;
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)draft_shown_free);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct draft *draft = rows->pdata[i];

		g_ptr_array_add(list, shown_of(draft->place, draft->at, draft->fields));
	}
	return list;
}

GBytes *draft_seal(const struct session *session, const char *place, const struct request *typed)
{
	char *text = text_of(typed);
	GBytes *sealed = seal_make(session->store, place, text);

	text_free(text);
	return sealed;
}

struct draft_shown *draft_unseal(const struct session *session, const char *place, int64_t at, GBytes *sealed)
{
	char *text = seal_open(session->store, place, sealed);
	struct draft_shown *shown = text ? shown_of(place, at, text) : NULL;

	secret_text_free(text);
	return shown;
}
