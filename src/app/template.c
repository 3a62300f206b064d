#include "src/app/template.h"

#include "db/select.h"
#include "src/app/session_internal.h"
#include "src/rules/case_fields.h"
#include "src/rules/template.h"

static bool stored(struct session *session, const char *name, struct record **record, GError **error)
{
	if (!select_one(session->store, &template_object, NULL, TEMPLATE_NAME, name, record, error))
		return false;
	if (*record && !record_int(*record, TEMPLATE_ACTIVE)) {
		record_free(*record);
		*record = NULL;
	}
	return true;
}

struct record *look_template(struct session *session, const char *name, GError **error)
{
	const struct choice *type = field_choice_find(&case_object.fields[CASE_INCIDENT_TYPE], name);
	struct record *record = NULL;

	if (type)
		name = type->name;
	if (!stored(session, name, &record, error))
		return NULL;
	return record ? record : template_shipped(name);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	const struct record *left = *(struct record *const *)a, *right = *(struct record *const *)b;

	return g_strcmp0(record_get(left, TEMPLATE_NAME), record_get(right, TEMPLATE_NAME));
}

static bool is_among(const GPtrArray *rows, const char *name)
{
	for (guint i = 0; i < rows->len; i++)
		if (record_is(rows->pdata[i], TEMPLATE_NAME, name))
			return true;
	return false;
}

GPtrArray *look_templates(struct session *session, GError **error)
{
	const struct term active = { TEMPLATE_ACTIVE, OP_IS, "1" };
	struct select ask = { .object = &template_object, .terms = &active, .terms_len = 1, .order = ORDER_OLDEST };
	GPtrArray *rows = select_rows(session->store, &ask, error);
	struct record *record;

	for (size_t i = 0; rows && (record = template_shipped_at(i)); i++) {
		if (is_among(rows, record_text(record, TEMPLATE_NAME)))
			record_free(record);
		else
			g_ptr_array_add(rows, record);
	}
	if (rows)
		g_ptr_array_sort(rows, by_name);
	return rows;
}
