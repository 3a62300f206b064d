/* The second factor of a user: time-based one-time codes (RFC 6238). No query shows it. */
#ifndef RULES_SECOND_FACTOR_H
#define RULES_SECOND_FACTOR_H

enum factor_field {
	FACTOR_USER, FACTOR_STATE, FACTOR_SECRET, FACTOR_STEP, FACTOR_CODES, FACTOR_AT,
	FACTOR_FIELDS
};

#endif
