/* What came of an act, for scripts. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include <jansson.h>

#include "src/app/request.h"

/* {"ok":true,"said":…} or {"ok":false,"error":"invalid","message":…,"problems":[…]}. */
json_t *answer_json(const struct outcome *outcome, const GError *error);
/* The same for people: said and passphrase on standard output, the rest on standard error. about
 * names the target when there are several. Returns the exit code. */
int answer_tell(const struct outcome *outcome, const GError *error, const char *about);

#endif
