/* Preferences as stored; which there are: preferences.h. */
#ifndef RULES_PREFERENCE_H
#define RULES_PREFERENCE_H

enum preference_field {
	PREFERENCE_USER, PREFERENCE_NAME, PREFERENCE_VALUE, PREFERENCE_AT,
	PREFERENCE_FIELDS
};

#endif
