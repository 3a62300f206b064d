/* What new cases begin with, as it is kept here. */
#include "src/app/do.h"

#include "src/app/doing.h"
#include "src/app/session.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/template.h"

/* How such cases are rated and classed comes from this one; its texts do not, for who may use the template
 * may not be one who sees the case. */
static void take_over(const struct doing *doing, struct record *template)
{
	static const struct { size_t to; const char *argument; } texts[] = {
		{ TEMPLATE_TITLE, "title" }, { TEMPLATE_SUMMARY, "summary" }, { TEMPLATE_NEEDS, "needs" },
	};

	for (size_t i = 0; i < TEMPLATE_FILLS; i++)
		if (template_fills[i].saved)
			record_set(template, template_fills[i].from,
				   case_answered(doing->before, template_fills[i].to) ?
				   record_get(doing->before, template_fills[i].to) : NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (doing_argument(doing, texts[i].argument))
			record_set(template, texts[i].to, doing_argument(doing, texts[i].argument));
}

bool do_template_save(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!template_name_valid(name))
		return err_set(error, ERR_INVALID, _("name: \"%s\" is no name of a template: write lower case letters, "
			       "digits, _ and -"), name);
	if (!tx_load(doing->tx, &template_object, TEMPLATE_NAME, name, &before, error))
		return false;
	after = before ? record_copy(before) : record_new(&template_object);
	record_set(after, TEMPLATE_NAME, name);
	take_over(doing, after);
	record_set(after, TEMPLATE_BY, doing_user(doing));
	record_set_int(after, TEMPLATE_AT, doing_now(doing));
	record_set(after, TEMPLATE_ACTIVE, doing_argument_is(doing, "offered", "0") ? "0" : "1");
	doing->outcome->said = g_strdup(name);
	/* the case's own trail says so too */
	return tx_entry(doing->tx, doing->key, "done", name, error) &&
	       tx_put(doing->tx, before, after, error);
}
