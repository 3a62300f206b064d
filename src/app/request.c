#include "src/app/request.h"

#include <string.h>

#include "src/base/secret.h"

enum set_kind set_kind_of(const char *name, size_t *len)
{
	char sign = *len ? name[*len - 1] : '\0';

	*len -= sign == '+' || sign == '-';
	return sign == '+' ? SET_ADD : sign == '-' ? SET_REMOVE : SET_TO;
}

static void set_clear(gpointer data)
{
	struct set *set = data;

	g_free(set->name);
	g_free(set->value);
}

GArray *sets_new(void)
{
	GArray *sets = g_array_new(FALSE, FALSE, sizeof(struct set));

	g_array_set_clear_func(sets, set_clear);
	return sets;
}

void sets_add(GArray *sets, const char *name, enum set_kind kind, const char *value)
{
	struct set set = { g_strdup(name), kind, g_strdup(value) };

	g_array_append_val(sets, set);
}

const struct set *sets_find(const GArray *sets, const char *name)
{
	for (guint i = 0; i < sets->len; i++)
		if (g_str_equal(g_array_index(sets, struct set, i).name, name))
			return &g_array_index(sets, struct set, i);
	return NULL;
}

void request_init(struct request *request, const char *action, const char *target)
{
	*request = (struct request){
		.action = g_strdup(action), .target = g_strdup(target), .revision = -1,
		.sets = sets_new(),
	};
}

void request_change(struct request *request, const char *name, enum set_kind kind, const char *value)
{
	sets_add(request->sets, name, kind, value);
}

void request_set(struct request *request, const char *name, const char *value)
{
	request_change(request, name, SET_TO, value);
}

void request_wipe(struct request *request)
{
	for (guint i = 0; i < request->sets->len; i++) {
		struct set *set = &g_array_index(request->sets, struct set, i);

		if (set->value)
			secret_wipe(set->value, strlen(set->value));
	}
}

void request_clear(struct request *request)
{
	g_free(request->action);
	g_free(request->target);
	if (request->sets)
		g_array_unref(request->sets);
	*request = (struct request){ 0 };
}

void outcome_warn(struct outcome *outcome, const char *sentence)
{
	g_autofree char *before = sentence ? g_steal_pointer(&outcome->warning) : NULL;

	if (sentence)
		outcome->warning = before ? g_strdup_printf("%s; %s", before, sentence) : g_strdup(sentence);
}

void outcome_clear(struct outcome *outcome)
{
	secret_text_free(outcome->secret);
	g_free(outcome->said);
	g_free(outcome->warning);
	problems_free(outcome->problems);
	if (outcome->clashes)
		g_ptr_array_unref(outcome->clashes);
	*outcome = (struct outcome){ 0 };
}
