/* Transfers: a case offered by one group to another (compliance.md 5.3). */
#ifndef RULES_TRANSFER_H
#define RULES_TRANSFER_H

#include "src/rules/field.h"

enum transfer_field {
	TRANSFER_CASE, TRANSFER_FROM, TRANSFER_TO, TRANSFER_REASON, TRANSFER_SUMMARY,
	TRANSFER_OFFERED_BY, TRANSFER_OFFERED_AT, TRANSFER_STATE, TRANSFER_DUE_AT,
	TRANSFER_ANSWERED_BY, TRANSFER_ANSWERED_AT, TRANSFER_ANSWER_REASON,
	TRANSFER_FIELDS
};

extern const struct choice transfer_reason_choices[];	/* ends with a NULL name */

#endif
