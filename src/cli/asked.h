/* What the command line or a line of JSON asks for, as requests to act(). */
#ifndef CLI_ASKED_H
#define CLI_ASKED_H

#include "src/app/action.h"
#include "src/app/request.h"

/* Words after the action's name: targets, and NAME=VALUE, NAME+=VALUE, NAME-=VALUE, with @FILE and
 * @- for the value. One request for each target. GPtrArray of struct request; NULL with error. */
GPtrArray *asked_words(const struct action *action, const char *const *words, GError **error);

/* {"action": …, "case": …, fields…}. request is cleared by the caller in every case. */
bool asked_json(const char *line, struct request *request, GError **error);

#endif
