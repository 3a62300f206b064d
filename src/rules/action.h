/* Actions taken on a case: append-only. */
#ifndef RULES_ACTION_H
#define RULES_ACTION_H

#include "src/rules/field.h"

enum action_field {
	ACTION_CASE, ACTION_PHASE, ACTION_TEXT, ACTION_TIME, ACTION_ACTOR, ACTION_TARGET,
	ACTION_EXTERNAL_ID, ACTION_AUTOMATED, ACTION_APPROVER, ACTION_RESULT, ACTION_CREATED_AT,
	ACTION_FIELD_COUNT	/* src/app/action.h has ACTION_FIELDS */
};

extern const struct choice phase_choices[];	/* ends with a NULL name */

#endif
