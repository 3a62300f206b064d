/* Users, groups and the roles they hold. */
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/member.h"
#include "src/rules/user.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/screens/detail.h"

#define LABEL_WIDTH 20

/* The user's row, and the roles. */
static void preview_user(struct ui *ui, struct pager *pager, const struct record *record)
{
	g_autofree char *filter = g_strdup_printf("user=%s", record_text(record, USER_NAME));
	struct look ask = { .query = "members", .filter = filter };
	g_autoptr(GPtrArray) rows = look(ui->session, &ask, NULL);
	g_autoptr(GString) held = g_string_new(NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *row = g_ptr_array_index(rows, i);

		g_string_append_printf(held, "%s%s%s%s", held->len ? "  " : "",
				       record_text(row, MEMBER_ROLE),
				       record_has(row, MEMBER_GROUP) ? "@" : "",
				       record_text(row, MEMBER_GROUP));
	}
	pager_add_pair(pager, LABEL_WIDTH, _("Roles"), held->len ? PAINT_TEXT : PAINT_NEEDED,
		       held->len ? held->str : _("none: may do nothing"));
	detail_fill(ui, pager, record);
}

static const struct browse_tab lists[] = {
	{ N_("Users"), NULL, "users", N_("There is no user."), preview_user, 0, NULL },
	{ N_("Groups"), NULL, "groups", N_("There is no group."), NULL, 4, NULL },
	{ N_("Roles held"), NULL, "members", N_("Nobody holds a role."), NULL, -1, NULL },
	{ N_("Second factors"), N_("Factors"), "factors", N_("There is no user."), NULL, -1, NULL },
	{ N_("Conflicts"), NULL, "conflicts", N_("Nobody holds two roles that should be apart."), NULL, 4,
	  NULL },
	{ NULL },
};

/* To the person under the cursor, where one stands there. */
static void give_role(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct record *row = browse_current(screen->state);
	const char *user = !row ? NULL : row->object == &user_object ? record_text(row, USER_NAME) :
								      record_by_name(row, "user");
	g_autofree char *text = user ? g_strdup_printf("member-add user=%s", user) : g_strdup("member-add");

	(void)arguments;
	command_run(ui, text);
}

static bool may_give(struct ui *ui, void *self)
{
	(void)self;
	return action_offered(ui->session, action_find("member-add"), NULL);
}

static void take_role(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct record *row = browse_current(screen->state);
	g_autofree char *text = NULL;

	(void)arguments;
	text = g_strdup_printf("member-remove user=%s role=%s group=%s", record_text(row, MEMBER_USER),
			       record_text(row, MEMBER_ROLE), record_text(row, MEMBER_GROUP));
	command_run(ui, text);
}

static bool on_member(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct record *row = browse_current(screen->state);

	return row && row->object == &member_object &&
	       action_offered(ui->session, action_find("member-remove"), NULL);
}

static const struct command people_commands[] = {
	{ "give-role", N_("give role"), N_("Gives the user under the cursor a role."), give_role, may_give },
	{ "take-role", N_("take role"), N_("Takes the role under the cursor from its user."), take_role,
	  on_member },
	{ NULL },
};

static const struct hint people_hints[] = {
	{ "user-create", N_("new") },
	{ "give-role", N_("give role") },
	{ "take-role", N_("take role") },
	{ "user-disable", N_("disable") },
	{ "user-enable", N_("enable") },
	{ "user-unlock", N_("unlock") },
	{ "user-reset", N_("reset") },
	{ "group-create", N_("group") },
	{ "next-tab", N_("tab") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class people_screen = {
	.name = "users",
	.label = N_("Users and groups"),
	.help = N_("Accounts, groups, who holds which role, and roles that one person should not hold "
		   "together. Nobody is ever deleted."),
	.sections = "users tabs list",
	.commands = people_commands,
	.hints = people_hints,
	.query = "users",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
	.subject = browse_on_subject,
};
