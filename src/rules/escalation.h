/* Escalations: somebody more skilled or of higher authority is called in (compliance.md 5.3). */
#ifndef RULES_ESCALATION_H
#define RULES_ESCALATION_H

#include "src/rules/field.h"

enum escalation_field {
	ESCALATION_CASE, ESCALATION_KIND, ESCALATION_FROM, ESCALATION_TO, ESCALATION_TO_GROUP,
	ESCALATION_TO_USER, ESCALATION_LEVEL, ESCALATION_REASON, ESCALATION_BY, ESCALATION_AT,
	ESCALATION_STATE, ESCALATION_DUE_AT, ESCALATION_ACKNOWLEDGED_BY,
	ESCALATION_ACKNOWLEDGED_AT,
	ESCALATION_FIELDS
};

extern const struct choice escalation_kind_choices[];	/* ends with a NULL name */

#endif
