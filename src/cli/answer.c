#include "src/cli/answer.h"

#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "src/base/totp.h"
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

static const char *const secret_names[] = {
	[SECRET_PASSPHRASE] = "passphrase", [SECRET_TOTP] = "totp_secret", [SECRET_CODES] = "recovery_codes",
};

json_t *answer_json(const struct outcome *outcome, const GError *error)
{
	json_t *json = json_object();

	json_object_set_new(json, "ok", json_boolean(!error));
	if (error) {
		add(json, "error", err_word(error));
		add(json, "message", error->message);
	}
	add(json, "said", outcome->said);
	add(json, secret_names[outcome->kind], outcome->secret);
	add(json, "warning", outcome->warning);
	if (error && outcome->problems)
		json_object_set_new(json, "problems", problems_json(outcome->problems));
	if (error && outcome->clashes)
		json_object_set_new(json, "clashes", clashes_json(outcome->clashes));
	return json;
}

/* The drawing is for a telephone before the screen: it stays out of the way of scripts. */
static void draw(const struct outcome *outcome)
{
	char *uri = totp_uri(outcome->secret, outcome->said);
	g_auto(GStrv) lines = isatty(STDERR_FILENO) ? totp_drawing(uri) : NULL;

	for (size_t i = 0; lines && lines[i]; i++)
		out_say("%s", lines[i]);
	secret_text_free(uri);
}

static void tell_secret(const struct outcome *outcome)
{
	out_secret(outcome->secret);
	switch (outcome->kind) {
	case SECRET_PASSPHRASE:
		out_say(_("one-time passphrase of %s, shown only now and good for a day: they choose their own "
			  "at the first sign-in"),
			outcome->said);
		break;
	case SECRET_TOTP:
		draw(outcome);
		out_say(_("the secret for the authenticator of %s, shown only now; then give its first code: "
			  "blotter do totp-confirm code=…"),
			outcome->said);
		break;
	case SECRET_CODES:
		out_say(_("recovery codes of %s, shown only now: each works once in place of a code; keep them "
			  "apart from the telephone"),
			outcome->said);
		break;
	}
}

int answer_tell(const struct outcome *outcome, const GError *error, const char *about)
{
	if (error)
		return out_error(error, about);
	if (outcome->secret)
		tell_secret(outcome);
	else if (outcome->said)
		out_line("%s", outcome->said);
	if (outcome->warning)
		out_warn(outcome->warning, NULL);
	return EXIT_DONE;
}
