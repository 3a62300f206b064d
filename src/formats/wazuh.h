/* Alerts of Wazuh 4, as its integrations pass them and alerts.json holds them. */
#ifndef FORMATS_WAZUH_H
#define FORMATS_WAZUH_H

#include "src/formats/parsed.h"

bool wazuh_detect(const struct json *value);
bool wazuh_parse(const struct json *value, struct parsed *out, char **problem);

#endif
