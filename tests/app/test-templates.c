/* What a new case begins with: shipped for its type, or saved here; what is typed stays. */
#include "tests/house.h"

/* One house and those who act in it. */
struct cast { struct house *house; struct session *hal, *lee; };

static void cast_begin(struct cast *cast)
{
	struct house *house = house_new();

	*cast = (struct cast){ house, house_sign_in(house, "hal"), house_sign_in(house, "lee") };
}

static void cast_end(struct cast *cast)
{
	session_close(cast->hal);
	session_close(cast->lee);
	house_free(cast->house);
}

static void expect_field(struct session *session, const char *id, const char *field, const char *value)
{
	g_assert_cmpstr(house_field(session, id, field), ==, value);
}

#define BY_TEMPLATE "case-create title=a summary=b group=soc t_detected=now template="

static void a_template_fills_what_was_not_given(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_act(cast.hal, BY_TEMPLATE "lost_stolen_equipment_or_media reporter_name=x");
	expect_field(cast.hal, id, "severity", "SEV3");
	expect_field(cast.hal, id, "attack_vector", "loss_or_theft_of_equipment");
	id = house_act(cast.hal, BY_TEMPLATE "phishing severity=SEV1 detection_source=siem_rule");
	expect_field(cast.hal, id, "severity", "SEV1");
	expect_field(cast.hal, id, "detection_source", "siem_rule");
	expect_field(cast.hal, id, "incident_type", "phishing_social_engineering");
	house_expect_invalid(cast.hal, "there is none named \"nosuch\"", BY_TEMPLATE "nosuch");
	cast_end(&cast);
}

static void a_lead_saves_a_template_without_the_case_s_texts(void)
{
	struct cast cast;
	const char *id, *made;

	cast_begin(&cast);
	id = house_act(cast.hal, BY_TEMPLATE "dos severity=SEV2");
	house_act(cast.lee, "template-save %s name=portal-down title=\"Portal down\"", id);
	g_assert_cmpint(house_count(cast.hal, "templates", NULL, "name=portal-down by=lee severity=SEV2"), ==, 1);
	made = house_act(cast.hal, "case-create summary=c group=soc t_detected=now template=portal-down");
	expect_field(cast.hal, made, "title", "Portal down");
	expect_field(cast.hal, made, "incident_type", "dos");
	house_act(cast.lee, "template-save %s name=portal-down offered=no", id);
	g_assert_cmpint(house_count(cast.hal, "templates", NULL, "name=portal-down"), ==, 0);
	house_expect_invalid(cast.lee, "is no name of a template", "template-save %s name=\"Portal down\"", id);
	cast_end(&cast);
}

static void add_key(GString *keys, const struct record *row, bool front)
{
	g_autofree char *key = record_key(row), *word = g_strdup_printf("%s ", key);

	g_string_insert(keys, front ? 0 : -1, word);
}

static char *keys_by_pages(struct session *session, const char *query, int limit, bool backwards)
{
	struct look ask = { .query = query, .limit = limit, .backwards = backwards };
	GString *keys = g_string_new(NULL);
	g_autoptr(GPtrArray) rows = NULL;

	for (;;) {
		g_autoptr(GError) error = NULL;
		GPtrArray *more = look(session, &ask, &error);

		g_assert_no_error(error);
		g_clear_pointer(&rows, g_ptr_array_unref);
		rows = more;
		for (guint i = 0; i < rows->len; i++)
			add_key(keys, rows->pdata[backwards ? rows->len - 1 - i : i], backwards);
		if (!limit || (int)rows->len < limit)
			return g_string_free(keys, FALSE);
		g_assert_cmpuint(rows->len, ==, limit);
		ask.after = rows->pdata[backwards ? 0 : rows->len - 1];
	}
}

static void a_list_that_no_select_gives_comes_in_pages_too(void)
{
	static const char *const names[] = { "templates", "reports", "preferences" };
	struct cast cast;

	cast_begin(&cast);
	for (int i = 0; i < 3; i++)
		house_act(cast.hal, "case-take %s", house_case(cast.hal, "SEV3"));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *all = keys_by_pages(cast.hal, names[i], 0, false);
		g_autofree char *down = keys_by_pages(cast.hal, names[i], 2, false);
		g_autofree char *up = keys_by_pages(cast.hal, names[i], 2, true);

		g_assert_cmpstr(down, ==, all);
		g_assert_cmpstr(up, ==, all);
	}
	cast_end(&cast);
}

static void one_row_of_such_a_list_is_found_by_its_pk(void)
{
	struct look ask = { .query = "templates" };
	g_autoptr(GPtrArray) all = NULL, one = NULL, none = NULL;
	struct cast cast;

	cast_begin(&cast);
	all = look(cast.hal, &ask, NULL);
	ask.pk = ((const struct record *)all->pdata[3])->pk;
	one = look(cast.hal, &ask, NULL);
	g_assert_cmpuint(one->len, ==, 1);
	g_assert_cmpstr(record_text(one->pdata[0], 0), ==, record_text(all->pdata[3], 0));
	ask.pk = 1000;
	none = look(cast.hal, &ask, NULL);
	g_assert_cmpuint(none->len, ==, 0);
	cast_end(&cast);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/templates/" #name, name)
	TEST(a_template_fills_what_was_not_given);
	TEST(a_lead_saves_a_template_without_the_case_s_texts);
	TEST(a_list_that_no_select_gives_comes_in_pages_too);
	TEST(one_row_of_such_a_list_is_found_by_its_pk);
	return g_test_run();
}
