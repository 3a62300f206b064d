/* Groups: who works a queue. */
#ifndef RULES_GROUP_H
#define RULES_GROUP_H

enum group_field {
	GROUP_NAME, GROUP_LABEL, GROUP_CREATED_AT, GROUP_CREATED_BY,
	GROUP_FIELDS
};

#endif
