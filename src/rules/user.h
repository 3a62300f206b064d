/* People and services who sign in. */
#ifndef RULES_USER_H
#define RULES_USER_H

#include "src/rules/field.h"

/* active or disabled */
extern const struct choice user_states[];

enum user_field {
	USER_NAME, USER_FULL_NAME, USER_STATE, USER_KIND, USER_CREATED_AT, USER_CREATED_BY,
	USER_LAST_LOGIN_AT, USER_FAILURES_SINCE, USER_MUST_CHANGE, USER_PASSWORD_CHANGED_AT,
	USER_PUBLIC_BOX, USER_PUBLIC_SIGN, USER_SLOT, USER_EPOCH, USER_EXPIRES_AT, USER_UNLOCKED_AT,
	USER_FIELDS
};

#endif
