#include "src/rules/problem.h"

#include <stdarg.h>

#include "src/base/i18n.h"

static void problem_free(void *data)
{
	struct problem *problem = data;

	g_free(problem->name);
	g_free(problem->why);
	g_free(problem);
}

struct problems *problems_new(void)
{
	struct problems *problems = g_new(struct problems, 1);

	problems->list = g_ptr_array_new_with_free_func(problem_free);
	return problems;
}

void problems_free(struct problems *problems)
{
	if (!problems)
		return;
	g_ptr_array_unref(problems->list);
	g_free(problems);
}

static void add(struct problems *problems, const struct field *field, const char *name, char *why)
{
	struct problem *problem = g_new(struct problem, 1);

	problem->field = field;
	problem->name = g_strdup(name);
	problem->why = why;
	g_ptr_array_add(problems->list, problem);
}

void problems_add(struct problems *problems, const struct field *field, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(problems, field, field ? field->name : NULL, g_strdup_vprintf(format, args));
	va_end(args);
}

void problems_add_name(struct problems *problems, const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(problems, NULL, name, g_strdup_vprintf(format, args));
	va_end(args);
}

const char *problem_label(const struct problem *problem)
{
	return problem->field ? _(problem->field->label) : problem->why;
}

bool problems_any(const struct problems *problems)
{
	return problems->list->len > 0;
}

bool problems_check(const struct problems *problems, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!problems_any(problems))
		return true;
	for (guint i = 0; i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);

		if (i)
			g_string_append(text, "; ");
		if (problem->field)
			g_string_append_printf(text, "%s (%s): ", problem->name,
					       _(problem->field->label));
		else if (problem->name)
			g_string_append_printf(text, "%s: ", problem->name);
		g_string_append(text, problem->why);
	}
	return err_set(error, ERR_INVALID, "%s", text->str);
}
