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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/templates/" #name, name)
	TEST(a_template_fills_what_was_not_given);
	TEST(a_lead_saves_a_template_without_the_case_s_texts);
	return g_test_run();
}
