#include "src/rules/backup.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

#define SECTION N_("Backup")
#define DRILL N_("Restore drill")

static const struct choice drill_choices[] = {
	{ "good", N_("good"), NULL },
	{ "failed", N_("failed"), NULL },
	{ NULL },
};

static const struct field fields[BACKUP_FIELDS] = {
	[BACKUP_NAME] = { "name", NULL, FIELD_TEXT, N_("Name"), N_("Of its directory: marking and time."),
		"SP 800-171 3.8.9", SECTION, .flags = FIELD_KEY | FIELD_SYSTEM, .max = 200 },
	[BACKUP_AT] = { "at", NULL, FIELD_TIME, N_("Made"), N_("When it was made."), NULL, SECTION,
		.flags = FIELD_SYSTEM },
	[BACKUP_BY] = { "by", "made_by", FIELD_USER, N_("By"), N_("Who made it."), NULL, SECTION,
		.flags = FIELD_SYSTEM },
	[BACKUP_PLACE] = { "place", NULL, FIELD_TEXT, N_("Place"), N_("Where it was put."), NULL, SECTION,
		.flags = FIELD_SYSTEM, .max = 4096 },
	[BACKUP_ENTRIES] = { "entries", NULL, FIELD_INT, N_("Entries"),
		N_("The last entry of the audit log in it."), NULL, SECTION, .flags = FIELD_SYSTEM },
	[BACKUP_HEAD] = { "head", NULL, FIELD_TEXT, N_("Head"), N_("The leaf of that entry, hex."), NULL, SECTION,
		.flags = FIELD_SYSTEM, .max = 64 },
	[BACKUP_BYTES] = { "bytes", NULL, FIELD_INT, N_("Bytes"), N_("How large its database is."), NULL, SECTION,
		.flags = FIELD_SYSTEM },
	[BACKUP_DRILL_AT] = { "drill_at", NULL, FIELD_TIME, N_("Drill"), N_("When it was last restored for a test."),
		NULL, DRILL, .flags = FIELD_SYSTEM },
	[BACKUP_DRILL_BY] = { "drill_by", NULL, FIELD_USER, N_("Drill by"), N_("Who did that."), NULL, DRILL,
		.flags = FIELD_SYSTEM },
	[BACKUP_DRILL] = { "drill", NULL, FIELD_CHOICE, N_("Result"), N_("Whether it could be restored whole."), NULL,
		DRILL, .flags = FIELD_SYSTEM, .choices = drill_choices },
	[BACKUP_DRILL_MS] = { "drill_ms", NULL, FIELD_INT, N_("Milliseconds"),
		N_("How long it took to restore and verify it."), NULL, DRILL, .flags = FIELD_SYSTEM },
	[BACKUP_DRILL_WHY] = { "drill_why", NULL, FIELD_LONG, N_("Why"), N_("What was wrong with it."), NULL, DRILL,
		.flags = FIELD_SYSTEM },
};

const struct object backup_object = { "backup", "backups", fields, BACKUP_FIELDS };
