/* Cells of lists: what stands in them where there is little room. */
#include "src/rules/case_fields.h"
#include "tests/ui/capture.h"
#include "ui/columns.h"
#include "ui/term.h"

#include <locale.h>
#include <string.h>

#define NOW (INT64_C(1795143120) * 1000)

static bool no_event(void *data, struct event *event)
{
	(void)data, (void)event;
	return false;
}

/* The signs behind an id are what one looks for: they show as long as they can. */
static void test_id(void)
{
	static const struct { const char *id, *state, *restricted, *cell; } rows[] = {
		{ "INC-2026-0042", "new", NULL, "26-0042 *" },
		{ "INC-2026-0042", "triage", "1", "26-0042  R" },
		{ "INC-2026-0042", "new", "1", "26-0042 *R" },
		{ "INC-2026-24290", "triage", NULL, "26-24290" },
		{ "INC-2026-24290", "new", "1", "26-24290*R" },
		{ "INC-2026-624290", "new", NULL, "26-624290*" },
		{ "INC-2026-624290", "new", "1", "26-624290…" },
		{ "EX-2026-0042", "triage", NULL, "EX-26-0042" },
	};
	struct term_options options = { .next = no_event, .height = 10, .width = 80 };
	struct term *term = term_open(&options, NULL);
	struct canvas all = { term_surface(term), { 0, 0, 10, 80 } };
	g_autoptr(GArray) columns = columns_of(&case_object, "id", 10);

	draw_begin(term_surface(term));
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct record *record = record_new(&case_object);
		g_autofree char *shown = NULL;

		record_set(record, CASE_ID, rows[i].id);
		record_set(record, CASE_STATE, rows[i].state);
		record_set(record, CASE_RESTRICTED, rows[i].restricted);
		columns_draw(columns, &all, (int)i, 0, record, NOW);
		shown = capture_row((int)i);
		g_assert_cmpstr(shown, ==, rows[i].cell);
		record_free(record);
	}
	term_close(term);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cells/id", test_id);
	return g_test_run();
}
