/* The story of a case, as the log has it. */
#include <string.h>

#include "tests/house.h"

static const char *told(const struct record *row, const char *name)
{
	const char *value = record_by_name(row, name);

	return value ? value : "";
}

/* One row a change, the oldest first; what the program keeps for itself is left out. */
static void a_timeline_tells_each_change_in_order(void)
{
	static const char *const wanted[] = {
		"lee case-create severity  SEV3", "hal case-take owner  hal", "hal case-take state new triage",
		"hal note-add text  Looked at it.", "hal case-edit title Odd logon Odd logon at night",
	};
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
	size_t found = 0;
	const char *id;

	id = house_act(lee, "case-create title=\"Odd logon\" summary=\"Two.\" detection_source=audit_review "
		       "t_detected=\"2h ago\" t_discovered=\"1h ago\" group=soc severity=SEV3");
	house_act(hal, "case-take %s", id);
	house_act(hal, "note-add %s text=\"Looked at it.\"", id);
	house_act(hal, "case-edit %s title=\"Odd logon at night\"", id);
	{
		g_autoptr(GPtrArray) rows = house_look(hal, "timeline", id, NULL);

		for (guint i = 0; i < rows->len; i++) {
			const struct record *row = rows->pdata[i];
			g_autofree char *line = g_strdup_printf("%s %s %s %s %s", told(row, "actor"),
				told(row, "action"), told(row, "field"), told(row, "old"), told(row, "new"));

			g_test_message("%s", line);
			g_assert_cmpstr(told(row, "field"), !=, "revision");
			g_assert_cmpstr(told(row, "new"), !=, "not_assessed");
			if (found < G_N_ELEMENTS(wanted) && strcmp(line, wanted[found]) == 0)
				found++;
		}
	}
	g_assert_cmpuint(found, ==, G_N_ELEMENTS(wanted));
	g_assert_cmpint(house_count(hal, "timeline", id, "field=title actor=hal"), ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/timeline/it tells each change in order", a_timeline_tells_each_change_in_order);
	return g_test_run();
}
