/* Passwords that were in use, as marks: they must not come back (SP 800-171 3.5.8). */
#ifndef RULES_PASSWORD_MARK_H
#define RULES_PASSWORD_MARK_H

enum mark_field {
	MARK_USER, MARK_GRAIN, MARK_MARK, MARK_AT,
	MARK_FIELDS
};

#endif
