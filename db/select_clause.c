#include "db/select_clause.h"

#include <string.h>

#include "db/row.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case_fields.h"

struct clause *clause_new(void)
{
	struct clause *clause = g_new0(struct clause, 1);

	clause->sql = g_string_new(NULL);
	clause->params = g_ptr_array_new_with_free_func(g_free);
	return clause;
}

struct clause *clause_copy(const struct clause *clause)
{
	struct clause *copy = clause_new();

	g_string_append(copy->sql, clause->sql->str);
	for (guint i = 0; i < clause->params->len; i++)
		g_ptr_array_add(copy->params, g_strdup(clause->params->pdata[i]));
	return copy;
}

void clause_free(struct clause *clause)
{
	if (!clause)
		return;
	g_string_free(clause->sql, TRUE);
	g_ptr_array_unref(clause->params);
	g_free(clause);
}

void clause_add(struct clause *clause, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (!strchr(format, '%'))
		g_string_append(clause->sql, format);
	else
		g_string_append_vprintf(clause->sql, format, args);
	va_end(args);
}

void clause_param(struct clause *clause, const char *value)
{
	guint n = 0;

	while (n < clause->params->len && strcmp(clause->params->pdata[n], value) != 0)
		n++;
	if (n == clause->params->len)
		g_ptr_array_add(clause->params, g_strdup(value));
	clause_add(clause, "?%u", n + 1);
}

void clause_param_int(struct clause *clause, int64_t value)
{
	char digits[DECIMAL_LEN];

	clause_param(clause, text_decimal(value, digits));
}

void clause_params(struct clause *clause, char *const *values)
{
	clause_add(clause, "(");
	for (size_t i = 0; values && values[i]; i++) {
		clause_add(clause, i > 0 ? ", " : "");
		clause_param(clause, values[i]);
	}
	clause_add(clause, ")");
}

struct statement *clause_prepare(const struct clause *clause, struct db *db, GError **error)
{
	struct statement *statement = sql_prepare(db, clause->sql->str, error);

	/* Compared with an INTEGER column, SQLite takes a decimal text as the number it is. */
	for (guint i = 0; statement && i < clause->params->len; i++)
		sql_bind_text(statement, (int)i + 1, clause->params->pdata[i]);
	return statement;
}

const char *case_column(size_t field)
{
	return field_column(&case_object.fields[field]);
}

/* --- terms --- */

static void term_has(struct clause *clause, const char *column, const char *value)
{
	clause_add(clause, "instr(char(10) || t.%s || char(10), char(10) || ", column);
	clause_param(clause, value);
	clause_add(clause, " || char(10)) > 0");
}

static void term_contains(struct clause *clause, const char *column, const char *value)
{
	g_autoptr(GString) pattern = g_string_new("%");

	for (const char *p = value; *p; p++) {
		if (strchr("%_!", *p))
			g_string_append_c(pattern, '!');
		g_string_append_c(pattern, *p);
	}
	g_string_append_c(pattern, '%');
	clause_add(clause, "t.%s LIKE ", column);
	clause_param(clause, pattern->str);
	clause_add(clause, " ESCAPE '!'");
}

static void term_text(struct clause *clause, const struct object *object, const char *value)
{
	const char *between = "(";

	for (size_t i = 0; i < object->fields_len; i++) {
		if (!filter_is_text(object, i))
			continue;
		clause_add(clause, "%s", between);
		term_contains(clause, field_column(&object->fields[i]), value);
		between = " OR ";
	}
	clause_add(clause, ")");
}

static void term_compare(struct clause *clause, const char *column, const char *operator,
			 const char *value)
{
	clause_add(clause, "t.%s %s ", column, operator);
	clause_param(clause, value);
}

static void term_one_of(struct clause *clause, const char *column, const char *value)
{
	g_auto(GStrv) values = list_split(value);

	clause_add(clause, "t.%s IN ", column);
	clause_params(clause, values);
}

static void term_during(struct clause *clause, const char *column, const char *value)
{
	g_auto(GStrv) ends = g_strsplit(value, "\n", 2);

	term_compare(clause, column, ">=", ends[0]);
	clause_add(clause, " AND ");
	term_compare(clause, column, "<", ends[1]);
}

/* Not "IS NOT": the SQLite that we must run on takes it for "is given" and then counts by a partial
 * index, which leaves out the empty ones. */
static void term_not(struct clause *clause, const char *column, const char *value)
{
	clause_add(clause, "(t.%s IS NULL OR t.%s <> ", column, column);
	clause_param(clause, value);
	clause_add(clause, ")");
}

static void term_add(struct clause *clause, const struct object *object, size_t field, enum op op,
		     const char *value)
{
	const char *column = field_column(&object->fields[field]);

	switch (op) {
	case OP_IS:
		term_compare(clause, column, "=", value);
		break;
	case OP_NOT:
		term_not(clause, column, value);
		break;
	case OP_AT_MOST:
		term_compare(clause, column, "<=", value);
		break;
	case OP_AT_LEAST:
		term_compare(clause, column, ">=", value);
		break;
	case OP_HAS:
		term_has(clause, column, value);
		break;
	case OP_ONE_OF:
		term_one_of(clause, column, value);
		break;
	case OP_DURING:
		term_during(clause, column, value);
		break;
	case OP_CONTAINS:
		term_contains(clause, column, value);
		break;
	case OP_BY:
		clause_add(clause, "(SELECT a.actor FROM audit AS a WHERE a.seq = t.seq) = ");
		clause_param(clause, value);
		break;
	case OP_TEXT:
		term_text(clause, object, value);
		break;
	case OP_EMPTY:
		clause_add(clause, "t.%s IS NULL", column);
		break;
	case OP_GIVEN:
		clause_add(clause, "t.%s IS NOT NULL", column);
		break;
	}
}

static bool has_number(enum op op)
{
	return op == OP_IS || op == OP_NOT || op == OP_AT_MOST || op == OP_AT_LEAST;
}

static bool clause_term(struct clause *clause, const struct object *object, const struct term *term,
			GError **error)
{
	const struct field *field = &object->fields[term->field];
	bool given = term->value && *term->value;
	enum op op = term->op;
	gint64 number;

	if (!given && op == OP_IS)
		op = OP_EMPTY;
	else if (!given && op == OP_NOT)
		op = OP_GIVEN;
	else if (!given && op != OP_EMPTY && op != OP_GIVEN)
		return err_set(error, ERR_INVALID, _("%s: a value is missing"), field->name);
	if (given && row_is_integer(field) && has_number(op) &&
	    !g_ascii_string_to_signed(term->value, 10, G_MININT64, G_MAXINT64, &number, NULL))
		return err_set(error, ERR_INVALID, _("%s: \"%s\" is no number"), field->name, term->value);
	/* what is empty is not what was asked for either */
	clause_add(clause, term->turned ? "coalesce((" : "");
	term_add(clause, object, term->field, op, term->value);
	clause_add(clause, term->turned ? "), 0) = 0" : "");
	return true;
}

bool clause_terms(struct clause *clause, const struct select *select, GError **error)
{
	bool within = false;

	for (size_t i = 0; i < select->terms_len; i++) {
		const struct term *term = &select->terms[i];

		clause_add(clause, within ? " OR " : term->or_next ? " AND (" : " AND ");
		if (!clause_term(clause, select->object, term, error))
			return false;
		clause_add(clause, within && !term->or_next ? ")" : "");
		within = term->or_next;
	}
	clause_add(clause, within ? ")" : "");
	return true;
}

/* --- who may see what --- */

const char *clause_called(const struct visibility *visibility)
{
	return visibility->called ? visibility->user : "";
}

void clause_escalated(struct clause *clause, const char *alias, const struct visibility *visibility,
		    char *const *groups)
{
	clause_add(clause, "EXISTS (SELECT 1 FROM escalations AS e WHERE e.case_id = %s.%s "
		 "AND (e.to_user = ", alias, case_column(CASE_ID));
	clause_param(clause, clause_called(visibility));
	clause_add(clause, " OR e.to_group IN ");
	clause_params(clause, groups);
	clause_add(clause, "))");
}

void clause_visible_reach(struct clause *clause, const char *alias,
			  const struct visibility *visibility)
{
	if (visibility->everything)
		return;
	clause_add(clause, " AND (%s.%s IN ", alias, case_column(CASE_GROUP));
	clause_params(clause, visibility->groups);
	clause_add(clause, " OR %s.%s IN ", alias, case_column(CASE_OFFERED_TO));
	clause_params(clause, visibility->groups);
	clause_add(clause, " OR ");
	clause_escalated(clause, alias, visibility, visibility->groups);
	if (visibility->own) {
		clause_add(clause, " OR %s.%s = ", alias, case_column(CASE_CREATED_BY));
		clause_param(clause, visibility->user);
		clause_add(clause, " OR %s.%s = ", alias, case_column(CASE_OWNER));
		clause_param(clause, visibility->user);
	}
	clause_add(clause, ")");
}

void clause_listed(struct clause *clause, const char *alias, const struct visibility *visibility)
{
	clause_add(clause, "EXISTS (SELECT 1 FROM access_entries AS a WHERE a.case_id = %s.%s "
		 "AND a.active = 1 AND a.user_name = ", alias, case_column(CASE_ID));
	clause_param(clause, visibility->user);
	clause_add(clause, ")");
}

void clause_visible_restricted(struct clause *clause, const char *alias,
			     const struct visibility *visibility)
{
	if (visibility->restricted_all)
		return;
	clause_add(clause, " AND (%s.%s = 0", alias, case_column(CASE_RESTRICTED));
	if (visibility->restricted_listed) {
		clause_add(clause, " OR ");
		clause_listed(clause, alias, visibility);
	}
	clause_add(clause, ")");
}

bool clause_may_ask(const struct object *object, const struct visibility *visibility,
		    GError **error)
{
	if (visibility || (object != &case_object && object_field(object, "case") < 0))
		return true;
	return err_set(error, ERR_DENIED, _("nobody was named who may see this"));
}

void clause_visible_row(struct clause *clause, const struct object *object,
			const struct visibility *visibility)
{
	int field = object_field(object, "case");
	bool optional = object == &alert_object;

	if (object == &case_object) {
		clause_visible_reach(clause, "t", visibility);
		clause_visible_restricted(clause, "t", visibility);
		return;
	}
	if (field < 0 || (visibility->everything && visibility->restricted_all))
		return;
	clause_add(clause, " AND (");
	if (optional)	/* an alert that is no case yet */
		clause_add(clause, "t.%s IS NULL OR ", field_column(&object->fields[field]));
	clause_add(clause, "EXISTS (SELECT 1 FROM cases AS c WHERE c.%s = t.%s",
		   case_column(CASE_ID), field_column(&object->fields[field]));
	clause_visible_reach(clause, "c", visibility);
	clause_visible_restricted(clause, "c", visibility);
	clause_add(clause, "))");
}
