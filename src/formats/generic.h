/* Our own JSON, for whatever can be told what to send. */
#ifndef FORMATS_GENERIC_H
#define FORMATS_GENERIC_H

#include "src/formats/parsed.h"

bool generic_detect(const struct json *value);
bool generic_parse(const struct json *value, struct parsed *out, char **problem);

#endif
