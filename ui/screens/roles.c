/* The permission matrix, from the table the program goes by. */
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/pager.h"
#include "ui/screens/all.h"

#define LABEL_WIDTH 29
#define COLUMN 4

/* what fits over a column */
static const char *const heads[ROLES] = {
	[ROLE_READER] = "rea", [ROLE_REPORTER] = "rep", [ROLE_HANDLER] = "han", [ROLE_LEAD] = "lea",
	[ROLE_APPROVER] = "app", [ROLE_CUSTODIAN] = "cus", [ROLE_COMPLIANCE] = "com",
	[ROLE_AUDITOR] = "aud", [ROLE_AUDIT_MANAGER] = "amg", [ROLE_ACCOUNT_ADMIN] = "acc",
	[ROLE_SYSTEM_OPERATOR] = "sys", [ROLE_RECORDS_OFFICER] = "rec", [ROLE_INGEST] = "ing",
};

static void add_row(struct pager *pager, enum paint paint, const char *label,
		    const char *(*cell)(size_t role, size_t row), size_t row)
{
	g_autoptr(GString) line = g_string_new(label);

	for (int width = text_width(label); width < LABEL_WIDTH - 1; width++)
		g_string_append_c(line, ' ');
	for (size_t role = 0; role < ROLES; role++)
		g_string_append_printf(line, "%-*s", role + 1 < ROLES ? COLUMN : COLUMN - 1,
				       cell(role, row));
	pager_add(pager, paint, 0, line->str);
}

static const char *head_cell(size_t role, size_t row)
{
	(void)row;
	return heads[role];
}

static const char *level_cell(size_t role, size_t row)
{
	return level_word(permissions[row].levels[role]);
}

/* Its label may be longer than there is room: it goes on below. */
static void add_permission(struct pager *pager, size_t row)
{
	g_auto(GStrv) lines = text_wrap(_(permissions[row].label), LABEL_WIDTH - 3);

	add_row(pager, PAINT_TEXT, lines[0], level_cell, row);
	for (char **line = lines + 1; *line; line++)
		pager_add(pager, PAINT_TEXT, 1, *line);
}

static void fill(struct pager *pager)
{
	add_row(pager, PAINT_TITLE, "", head_cell, 0);
	for (size_t i = 0; i < PERMISSIONS; i++)
		add_permission(pager, i);
	pager_add(pager, PAINT_TEXT, 0, "");
	pager_add(pager, PAINT_DIM, 0,
		  _("own: cases they own, or made while nobody owns them, or that nobody of their group "
		    "owns. acl: when on the access list. cui: the CUI section only. 2nd: with a second "
		    "person, who agrees by their own password."));
	pager_add(pager, PAINT_TEXT, 0, "");
	for (size_t role = 0; role < ROLES; role++) {
		g_autofree char *label = g_strdup_printf("%s %s", heads[role], roles[role].name);

		pager_add_pair(pager, LABEL_WIDTH - 6, label, PAINT_TEXT, _(roles[role].purpose));
	}
}

static bool roles_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct pager *pager = pager_new();

	(void)ui;
	(void)argument;
	(void)error;
	fill(pager);
	screen->state = pager;
	screen_part(screen, pager_commands, pager);
	return true;
}

static const struct hint roles_hints[] = {
	{ "move-down", N_("down") },
	{ "page-down", N_("page") },
	{ "search", N_("find") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class roles_screen = {
	.name = "roles",
	.label = N_("Roles"),
	.title = N_("Roles and what they may do"),
	.help = N_("The matrix of roles and permissions, as the running program checks it."),
	.sections = "pager",
	.hints = roles_hints,
	.open = roles_open,
	.close = pager_on_close,
	.draw = pager_on_draw,
};
