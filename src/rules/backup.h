/* Backups that were made, and whether one was proved by restoring it. */
#ifndef RULES_BACKUP_H
#define RULES_BACKUP_H

enum backup_field {
	BACKUP_NAME, BACKUP_AT, BACKUP_BY, BACKUP_PLACE, BACKUP_ENTRIES, BACKUP_HEAD, BACKUP_BYTES,
	BACKUP_DRILL_AT, BACKUP_DRILL_BY, BACKUP_DRILL, BACKUP_DRILL_MS, BACKUP_DRILL_WHY,
	BACKUP_FIELDS
};

#endif
