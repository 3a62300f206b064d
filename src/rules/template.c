#include "src/rules/template.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case_choices.h"
#include "src/rules/case_fields.h"
#include "src/rules/object.h"

static const struct field fields[TEMPLATE_FIELDS] = {
	[TEMPLATE_NAME] = { "name", NULL, FIELD_TEXT, N_("Name"),
		N_("What it is asked for by: a type of incident, or a name of one's own."), NULL, NULL,
		.flags = FIELD_KEY | FIELD_SYSTEM, .max = 40 },
	[TEMPLATE_TYPE] = { "incident_type", NULL, FIELD_CHOICES, N_("Type"),
		N_("What kind of incident."), NULL, NULL, .choices = incident_type_choices,
		.flags = FIELD_SYSTEM },
	[TEMPLATE_SEVERITY] = { "severity", NULL, FIELD_CHOICE, N_("Severity"),
		N_("Provisional: triage decides."), NULL, NULL, .choices = severity_choices,
		.flags = FIELD_SYSTEM },
	[TEMPLATE_SOURCE] = { "detection_source", NULL, FIELD_CHOICE, N_("Detection source"),
		N_("Who or what mostly notices such a thing first."), NULL, NULL,
		.choices = detection_source_choices, .flags = FIELD_SYSTEM },
	[TEMPLATE_VECTOR] = { "attack_vector", NULL, FIELD_CHOICES, N_("Attack vector"),
		N_("How such a thing mostly comes in."), NULL, NULL, .choices = attack_vector_choices,
		.flags = FIELD_SYSTEM },
	[TEMPLATE_TITLE] = { "title", NULL, FIELD_TEXT, N_("Title"),
		N_("How the title begins."), NULL, NULL, .flags = FIELD_SYSTEM, .max = 120 },
	[TEMPLATE_SUMMARY] = { "summary", NULL, FIELD_LONG, N_("Summary"),
		N_("How the summary begins."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TEMPLATE_NEEDS] = { "needs", NULL, FIELD_LONG, N_("Needs"),
		N_("What to ask for and keep at once, because it is hard to get later."), NULL, NULL,
		.flags = FIELD_SYSTEM },
	[TEMPLATE_BY] = { "by", "saved_by", FIELD_USER, N_("By"),
		N_("Who saved it; empty: it came with the program."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TEMPLATE_AT] = { "at", NULL, FIELD_TIME, N_("Saved"),
		N_("When it was saved."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TEMPLATE_ACTIVE] = { "active", NULL, FIELD_BOOL, N_("Offered"),
		N_("No: it is kept, and offered no longer."), NULL, NULL, .initial = "1",
		.flags = FIELD_SYSTEM },
};

const struct object template_object = { "template", "templates", fields, TEMPLATE_FIELDS };

const struct template_fill template_fills[TEMPLATE_FILLS] = {
	{ TEMPLATE_TYPE, CASE_INCIDENT_TYPE, true },
	{ TEMPLATE_SEVERITY, CASE_SEVERITY, true },
	{ TEMPLATE_SOURCE, CASE_DETECTION_SOURCE, true },
	{ TEMPLATE_VECTOR, CASE_ATTACK_VECTOR, true },
	{ TEMPLATE_TITLE, CASE_TITLE, false },
	{ TEMPLATE_SUMMARY, CASE_SUMMARY, false },
};

/* One for each type that says something. What is not mostly so is left open. */
static const struct shipped { const char *name, *severity, *source, *vector, *needs; } shipped[] = {
	{ "malware", "SEV3", "edr_av", NULL,
		N_("Host and account, the file's hash and path, what started it. Take the host off the "
		   "network, do not switch it off.") },
	{ "ransomware", "SEV1", "edr_av", NULL,
		N_("First host and time, the note's text, which shares, whether backups can be reached "
		   "from there. Take hosts off the network, leave them on.") },
	{ "phishing_social_engineering", "SEV3", "user_report", "email_phishing",
		N_("The mail itself with its headers. Who got it, who opened it, who typed a password. "
		   "Leave it in the mailbox until it is kept.") },
	{ "credential_compromise", "SEV2", "siem_rule", NULL,
		N_("Which accounts, standard or privileged; where they signed in from and what they "
		   "opened since. End sessions as well as changing the password.") },
	{ "unauthorised_access", "SEV2", "siem_rule", NULL,
		N_("Which system and account, from where, since when, what was read or changed. Is it a "
		   "covered system (DFARS 252.204-7012)?") },
	{ "privilege_misuse", "SEV3", "audit_review", "improper_usage",
		N_("Which right was used for what, who gave it, the log lines. Consider to restrict the "
		   "case (r) before it is known.") },
	{ "data_exfiltration", "SEV2", "firewall_proxy", NULL,
		N_("How much, where to, which files, and whether any is CUI: then preservation and "
		   "contracts will be asked for (DFARS 252.204-7012(c), (e)).") },
	{ "data_spill_mis_marking", "SEV3", "user_report", "improper_usage",
		N_("What information, who has it now, where copies lie. Write no CUI into the title. Ask "
		   "receivers to delete only when it is kept.") },
	{ "insider_malicious", "SEV2", NULL, "improper_usage",
		N_("Restrict the case (r) at once. Who may know, what personnel and counsel say, which "
		   "logs must be kept before the person learns of it.") },
	{ "insider_negligent", "SEV4", "user_report", "improper_usage",
		N_("What was done and with which information, whether it has left the house, what the "
		   "person was told.") },
	{ "lost_stolen_equipment_or_media", "SEV3", "user_report", "loss_or_theft_of_equipment",
		N_("Device and serial number, what lay on it, when last seen. Triage will ask what lessens "
		   "the harm: encrypted, switched off (SP 800-61r2).") },
	{ "dos", "SEV3", "ids_ndr", "attrition",
		N_("Which service since when, from where, how much; what the provider says; whether "
		   "contracts depend on it.") },
	{ "web_app_attack", "SEV3", "firewall_proxy", "web",
		N_("Address and version of the application, request lines, what answered; whether "
		   "anything was written or read behind it.") },
	{ "supply_chain_third_party", "SEV2", "third_party_supplier", NULL,
		N_("Who told us and how to reach them, which product or access of theirs, since when, "
		   "what of it is in the house.") },
	{ "policy_violation_improper_usage", "SEV4", "audit_review", "improper_usage",
		N_("Which rule, what was done, whether information or systems were touched by it.") },
	{ "physical", "SEV3", "physical_security", NULL,
		N_("Place and time, who was there, cameras and badge records to keep, which rooms and "
		   "systems could be reached.") },
	{ "vulnerability_exposure", "SEV4", "vuln_scanner", NULL,
		N_("Which systems and versions, reachable from where and since when, any sign that it was "
		   "used.") },
	{ "ot_ics", "SEV2", "admin_observation", NULL,
		N_("Which cell or line, whether people are at risk, who may stop it. Change nothing there "
		   "without its engineer.") },
	{ "scan_probe", "SEV5", "firewall_proxy", NULL,
		N_("From where, at what, whether anything answered.") },
};

static struct record *record_of(const struct shipped *row)
{
	const char *const values[] = { row->name, row->name, row->severity, row->source, row->vector };
	static const size_t places[] = {
		TEMPLATE_NAME, TEMPLATE_TYPE, TEMPLATE_SEVERITY, TEMPLATE_SOURCE, TEMPLATE_VECTOR,
	};
	struct record *record = record_new(&template_object);

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		record_set(record, places[i], values[i]);
	record_set(record, TEMPLATE_NEEDS, _(row->needs));
	return record;
}

struct record *template_shipped_at(size_t number)
{
	return number < G_N_ELEMENTS(shipped) ? record_of(&shipped[number]) : NULL;
}

struct record *template_shipped(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shipped); i++)
		if (strcmp(shipped[i].name, name) == 0)
			return record_of(&shipped[i]);
	return NULL;
}

bool template_name_valid(const char *name)
{
	return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}
