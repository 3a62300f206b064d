#include "src/cli/answer.h"

#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"

static void add(json_t *json, const char *name, const char *text)
{
	if (text)
		json_object_set_new(json, name, text_json(text));
}

static json_t *problems_json(const struct problems *problems)
{
	json_t *list = json_array();

	for (guint i = 0; i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);
		json_t *json = json_object();

		json_object_set_new(json, "field", text_json(problem->name));
		if (problem->field)
			add(json, "label", _(problem->field->label));
		add(json, "why", problem->why);
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *clashes_json(const GPtrArray *clashes)
{
	json_t *list = json_array();

	for (guint i = 0; i < clashes->len; i++) {
		const struct clash *clash = g_ptr_array_index(clashes, i);
		json_t *json = json_object();

		add(json, "field", clash->field->name);
		add(json, "mine", clash->mine);
		add(json, "theirs", clash->theirs);
		json_array_append_new(list, json);
	}
	return list;
}

json_t *answer_json(const struct outcome *outcome, const GError *error)
{
	json_t *json = json_object();

	json_object_set_new(json, "ok", json_boolean(!error));
	if (error) {
		add(json, "error", err_word(error));
		add(json, "message", error->message);
	}
	add(json, "said", outcome->said);
	add(json, "passphrase", outcome->secret);
	add(json, "warning", outcome->warning);
	if (error && outcome->problems)
		json_object_set_new(json, "problems", problems_json(outcome->problems));
	if (error && outcome->clashes)
		json_object_set_new(json, "clashes", clashes_json(outcome->clashes));
	return json;
}

int answer_tell(const struct outcome *outcome, const GError *error, const char *about)
{
	if (error)
		return out_error(error, about);
	if (outcome->secret)
		out_secret(outcome->secret);
	else if (outcome->said)
		out_line("%s", outcome->said);
	if (outcome->secret)
		out_say(_("one-time passphrase of %s, shown only now and good for a day: they choose their own "
			  "at the first sign-in"),
			outcome->said);
	if (outcome->warning)
		out_say("%s: %s", _("warning"), outcome->warning);
	return EXIT_DONE;
}
