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

const struct format *format_find(const struct format *table, const char *name)
{
	for (; table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

const struct format *format_detect(const struct format *table, const struct json *value)
{
	for (; table->name; table++)
		if (table->detect(value))
			return table;
	return NULL;
}
