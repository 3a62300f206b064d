/* The kinds of things the store keeps. */
#ifndef RULES_OBJECT_H
#define RULES_OBJECT_H

#include "src/rules/field.h"

struct object {
	const char *name;	/* "case": in audit objects, JSON, help */
	const char *table;	/* "cases" */
	const struct field *fields;
	size_t fields_len;
};

extern const struct object case_object, note_object, action_object, transfer_object,
	escalation_object, alert_object, user_object, group_object, member_object, watcher_object,
	access_object, setting_object, signer_object, backup_object, session_object, mark_object,
	factor_object, accepted_object, preference_object, view_object,
	template_object;

/* All of them, NULL at the end. */
extern const struct object *const objects[];
const struct object *object_find(const char *name);

/* Index of the field with this name, or -1. */
int object_field(const struct object *object, const char *name);
/* Index of the FIELD_KEY field, or -1 when the pk names it. */
int object_key(const struct object *object);

#endif
