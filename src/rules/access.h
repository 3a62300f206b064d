/* Access lists of restricted cases. */
#ifndef RULES_ACCESS_H
#define RULES_ACCESS_H

enum access_field {
	ACCESS_CASE, ACCESS_USER, ACCESS_ACTIVE, ACCESS_BY, ACCESS_AT,
	ACCESS_FIELDS
};

#endif
