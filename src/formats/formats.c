/* The table of alert formats. A new one: its file, and a row here. */
#include "src/formats/formats.h"

#include "src/base/i18n.h"
#include "src/formats/generic.h"
#include "src/formats/wazuh.h"
#include <string.h>

const struct format formats[] = {
	{ "wazuh", N_("Wazuh 4 alert"), wazuh_detect, wazuh_parse },
	{ "json", N_("generic JSON alert"), generic_detect, generic_parse },
	{ NULL, NULL, NULL, NULL },
};

const struct format *format_find(const char *name)
{
	for (const struct format *format = formats; format->name; format++)
		if (strcmp(format->name, name) == 0)
			return format;
	return NULL;
}

const struct format *format_detect(const struct json *value)
{
	for (const struct format *format = formats; format->name; format++)
		if (format->detect(value))
			return format;
	return NULL;
}
