#include "src/rules/object.h"

#include <string.h>

const struct object *const objects[] = {
	&case_object, &note_object, &action_object, &transfer_object, &escalation_object,
	&alert_object, &user_object, &group_object, &member_object, &watcher_object,
	&access_object, &setting_object, &signer_object, &backup_object, &session_object,
	&mark_object, &factor_object, &accepted_object, &preference_object, &view_object,
	&template_object, NULL,
};

const struct object *object_find(const char *name)
{
	for (size_t i = 0; objects[i]; i++)
		if (strcmp(objects[i]->name, name) == 0)
			return objects[i];
	return NULL;
}

int object_field(const struct object *object, const char *name)
{
	for (size_t i = 0; i < object->fields_len; i++)
		if (object->fields[i].name[0] == name[0] && strcmp(object->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

int object_key(const struct object *object)
{
	for (size_t i = 0; i < object->fields_len; i++)
		if (object->fields[i].flags & FIELD_KEY)
			return (int)i;
	return -1;
}
