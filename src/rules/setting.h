/* Settings as stored; which there are: settings.h. */
#ifndef RULES_SETTING_H
#define RULES_SETTING_H

enum setting_field {
	SETTING_NAME, SETTING_VALUE, SETTING_BY, SETTING_AT,
	SETTING_FIELDS
};

#endif
