#include "ui/screens/case_text.h"

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/case_fields.h"
#include "ui/screens/detail.h"
#include "ui/screens/work.h"

#define LABEL_WIDTH 20

/* What one wants to know first; the rest follows by section. */
static const size_t first[] = {
	CASE_SUMMARY, CASE_SEVERITY_OVERRIDE_REASON, CASE_SUB_STATUS, CASE_DESCRIPTION, CASE_INCIDENT_TYPE,
	CASE_ATTACK_VECTOR,
	CASE_T_DETECTED, CASE_T_DISCOVERED, CASE_T_OCCURRED_FIRST, CASE_T_OCCURRED_LAST,
	CASE_DETECTION_SOURCE, CASE_REPORTER_NAME, CASE_FUNCTIONAL_IMPACT, CASE_INFORMATION_IMPACT,
	CASE_RECOVERABILITY, CASE_AFFECTED_ASSETS, CASE_AFFECTED_ACCOUNTS,
	CASE_NONE_AFFECTED_REASON, CASE_CONTRACTS, CASE_PRESERVATION_DECISION, CASE_DISPOSITION,
	CASE_CLOSE_REASON, CASE_CLOSE_REQUESTED_BY,
};
/* What the head of the screen says. */
static const size_t above[] = { CASE_ID, CASE_TITLE, CASE_STATE, CASE_SEVERITY, CASE_OWNER, CASE_GROUP,
				CASE_DUE_AT, CASE_DUE_NAME, CASE_UUID };

static bool is_in(const size_t *fields, size_t len, size_t field)
{
	for (size_t i = 0; i < len; i++)
		if (fields[i] == field)
			return true;
	return false;
}

static bool worth_telling(const struct record *record, size_t field)
{
	const struct field *row = &record->object->fields[field];

	return !(row->flags & FIELD_HIDDEN) && row->section && record_has(record, field) &&
	       !record_is(record, field, "not_assessed") &&
	       !(row->type == FIELD_BOOL && record_is(record, field, "0"));
}

static void add_pair(const struct ui *ui, struct pager *pager, const struct record *record, size_t field)
{
	g_autofree char *text = detail_value(ui, record, field);

	pager_add_pair(pager, LABEL_WIDTH, _(record->object->fields[field].label), PAINT_TEXT, text);
}

static void add_rest(const struct ui *ui, struct pager *pager, const struct record *record)
{
	const char *section = NULL;

	for (size_t i = 0; i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];

		if (!worth_telling(record, i) || is_in(first, G_N_ELEMENTS(first), i) ||
		    is_in(above, G_N_ELEMENTS(above), i))
			continue;
		if (g_strcmp0(section, field->section) != 0) {
			section = field->section;
			pager_add(pager, PAINT_TEXT, 0, "");
			pager_add(pager, PAINT_TITLE, 1, _(section));
		}
		add_pair(ui, pager, record, i);
	}
}

void case_text_details(struct ui *ui, struct pager *pager, struct browse *browse)
{
	CLEANUP(record_free) struct record *record = work_case(ui, browse_case(browse));

	if (!record)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
		if (worth_telling(record, first[i]))
			add_pair(ui, pager, record, first[i]);
	add_rest(ui, pager, record);
	add_pair(ui, pager, record, CASE_UUID);
}

static void add_users(struct ui *ui, struct pager *pager, struct browse *browse, const char *query,
		      const char *label)
{
	struct look ask = { .query = query, .case_id = browse_case(browse) };
	g_autoptr(GPtrArray) rows = look(ui->session, &ask, NULL);
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *user = record_by_name(g_ptr_array_index(rows, i), "user");

		g_string_append_printf(names, "%s%s", names->len ? ", " : "", user ? user : "?");
	}
	pager_add_pair(pager, LABEL_WIDTH, label, names->len ? PAINT_TEXT : PAINT_DIM,
		       names->len ? names->str : _("nobody"));
}

void case_text_people(struct ui *ui, struct pager *pager, struct browse *browse)
{
	static const size_t fields[] = {
		CASE_OWNER, CASE_GROUP, CASE_CREATED_BY, CASE_REPORTER_NAME, CASE_REPORTER_CONTACT,
		CASE_OFFERED_TO, CASE_ESCALATED_TO, CASE_CLOSE_REQUESTED_BY, CASE_APPROVED_BY,
	};
	CLEANUP(record_free) struct record *record = work_case(ui, browse_case(browse));

	if (!record)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (record_has(record, fields[i]))
			add_pair(ui, pager, record, fields[i]);
	add_users(ui, pager, browse, "watchers", _("Watching"));
	if (!record_is(record, CASE_RESTRICTED, "1")) {
		pager_add_pair(pager, LABEL_WIDTH, _("May see it"), PAINT_TEXT,
			       _("everybody who may see the cases of its group"));
		return;
	}
	add_users(ui, pager, browse, "access", _("On the access list"));
	pager_add_pair(pager, LABEL_WIDTH, "", PAINT_DIM,
		       _("Restricted: besides them only auditors see it, and each opening is logged."));
}
