#include "src/rules/settings.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case_choices.h"
#include "src/rules/member.h"

#define SECTION N_("Setting")

static const struct choice suspend_choices[] = {
	{ "stop", N_("stops the program") },
	{ "lock", N_("locks the screens") },
	{ NULL },
};

static const struct choice second_choices[] = {
	{ "asked", N_("asked for; done alone it is flagged") },
	{ "required", N_("required, where somebody else could agree") },
	{ NULL },
};

const struct setting_row settings[] = {
	{ { "organisation", NULL, FIELD_TEXT, N_("Organisation"),
	    N_("Whose store it is; shown before sign-in."), NULL, SECTION, .max = 120 } },
	{ { "marking", NULL, FIELD_TEXT, N_("Marking"),
	    N_("The banner on every screen and page, and the marking of new cases."),
	    "DoDI 5200.48", SECTION, .initial = "CUI", .max = 120 }, .guarded = true },
	{ { "notice", NULL, FIELD_LONG, N_("Notice"),
	    N_("The notice and consent text people accept before they sign in."),
	    "SP 800-171 3.1.9", SECTION, .max = 4000,
	    .initial = "This system is for authorised use only. It may hold controlled unclassified "
		       "information. What you do here is recorded and may be reviewed. By signing in "
		       "you consent to that." }, .guarded = true },
	{ { "password_min", NULL, FIELD_INT, N_("Shortest password"),
	    N_("Characters a password must have. Passwords chosen before stay as they are."),
	    "SP 800-171 3.5.7", SECTION, .initial = "16" }, 15, 128, .guarded = true },
	{ { "password_history", NULL, FIELD_INT, N_("Passwords remembered"),
	    N_("So many of a person's last passwords cannot be chosen again; 0 remembers none."),
	    "SP 800-171 3.5.8", SECTION, .initial = "24" }, 0, 100, .guarded = true },
	{ { "password_max_days", NULL, FIELD_INT, N_("Password days"),
	    N_("After so many days a password must be changed at sign-in; 0 is never, as SP 800-63B "
	       "advises: who must change often chooses badly."), NULL, SECTION, .initial = "0" }, 0, 3650,
	  .guarded = true },
	{ { "inactive_days", NULL, FIELD_INT, N_("Inactive days"),
	    N_("Who has not signed in for so many days needs user-unlock by an account administrator; 0 "
	       "is never. The last account administrator who could sign in still can."),
	    "SP 800-171 3.5.6", SECTION, .initial = "90" }, 0, 3650, .guarded = true },
	{ { "totp_required", NULL, FIELD_CHOICES, N_("Second factor for"),
	    N_("Who holds one of these roles must set up a second factor before anything else."),
	    "SP 800-171 3.5.3", SECTION, .choices = role_choices }, .guarded = true },
	{ { "second_person", NULL, FIELD_CHOICE, N_("Second person"),
	    N_("For settings, and for what concerns privileged roles or accepts roles in conflict: somebody who "
	       "may agree gives their password too."),
	    "SP 800-171 3.1.4", SECTION, .choices = second_choices, .initial = "asked" }, .guarded = true },
	{ { "sessions_max", NULL, FIELD_INT, N_("Sessions a person"),
	    N_("How often one person may sit at the screens at a time."),
	    "SP 800-171 3.1.11", SECTION, .initial = "3" }, 1, 20, .guarded = true },
	{ { "session_hours", NULL, FIELD_INT, N_("Longest session"),
	    N_("Hours after which a session ends, whatever is going on."),
	    "SP 800-171 3.1.11", SECTION, .initial = "12" }, 1, 24, .guarded = true },
	{ { "idle_lock_minutes", NULL, FIELD_INT, N_("Lock after"),
	    N_("Minutes without a key until the screens lock; the password unlocks them."),
	    "SP 800-171 3.1.10", SECTION, .initial = "10" }, 1, 15, .guarded = true },
	{ { "suspend", NULL, FIELD_CHOICE, N_("^Z"),
	    N_("Stops the program for the shell behind it, or locks the screens. Where there is no shell it locks."),
	    "SP 800-171 3.1.10", SECTION, .choices = suspend_choices, .initial = "stop" }, .guarded = true },
	{ { "intake_group", NULL, FIELD_GROUP, N_("Intake group"),
	    N_("The group whose queue gets the cases made from alerts."), NULL, SECTION } },
	{ { "ingest_case_from", NULL, FIELD_CHOICE, N_("Cases from"),
	    N_("Alerts of this severity and worse become cases by themselves; the others wait for "
	       "somebody to promote or dismiss them."), "SP 800-61r2 3.2.6", SECTION,
	    .choices = alert_severity_choices, .initial = "high" } },
	{ { "backup_days", NULL, FIELD_INT, N_("Backup at least every"),
	    N_("Days; when the newest backup is older, leads and system operators are told at sign-in."),
	    "SP 800-171 3.8.9", SECTION, .initial = "1" }, 1, 365 },
	{ { "drill_days", NULL, FIELD_INT, N_("Restore drill at least every"),
	    N_("Days; when the last good drill is older, leads and system operators are told at sign-in."),
	    "SP 800-171 3.8.9", SECTION, .initial = "90" }, 1, 3650 },
};
const size_t settings_len = G_N_ELEMENTS(settings);

const struct setting_row *setting_find(const char *name)
{
	for (size_t i = 0; name && i < settings_len; i++)
		if (strcmp(settings[i].field.name, name) == 0)
			return &settings[i];
	return NULL;
}

bool setting_read(const struct setting_row *setting, const char *text, char **value,
		  char **problem)
{
	int64_t number;

	if (!field_read(&setting->field, text, 0, value, problem))
		return false;
	if (setting->field.type != FIELD_INT || !*value)
		return true;
	number = g_ascii_strtoll(*value, NULL, 10);
	if (number >= setting->min && number <= setting->max)
		return true;
	g_free(g_steal_pointer(value));
	*problem = g_strdup_printf(_("must be from %d to %d"), (int)setting->min,
				   (int)setting->max);
	return false;
}
