/* The door for changes: permission, revision, validation, transaction, audit. */
#ifndef APP_ACT_H
#define APP_ACT_H

#include "src/app/action.h"
#include "src/app/request.h"

bool act(struct session *session, const struct request *request, struct outcome *outcome, GError **error);

#endif
