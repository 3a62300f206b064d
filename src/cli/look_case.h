/* Everything of one case. */
#ifndef CLI_LOOK_CASE_H
#define CLI_LOOK_CASE_H

#include "src/app/session.h"

bool look_case_print(struct session *session, const char *id, bool json, GError **error);

#endif
