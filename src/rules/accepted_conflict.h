/* Conflicting roles that somebody accepted in one person, and why (SP 800-171 3.1.4). */
#ifndef RULES_ACCEPTED_CONFLICT_H
#define RULES_ACCEPTED_CONFLICT_H

enum accepted_field {
	ACCEPTED_USER, ACCEPTED_ROLE, ACCEPTED_OTHER, ACCEPTED_REASON, ACCEPTED_BY, ACCEPTED_AT,
	ACCEPTED_SINGLE,
	ACCEPTED_FIELDS
};

#endif
