/* Everything of one case. */
#ifndef CLI_LOOK_CASE_H
#define CLI_LOOK_CASE_H

#include "src/app/session.h"
#include "src/rules/deadline.h"

bool look_case_print(struct session *session, const char *id, bool json, GError **error);
/* "due 2026-11-28 10:00Z (…), 3h left": of a clock that applies. Caller frees. */
char *look_case_clock(const struct deadline *clock, int64_t now);

#endif
