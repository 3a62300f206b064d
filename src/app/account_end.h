/* When an account is over: its end, and long disuse (SP 800-171 3.1.1, 3.5.6). */
#ifndef APP_ACCOUNT_END_H
#define APP_ACCOUNT_END_H

#include "src/app/session.h"
#include "src/rules/record.h"

/* ERR_LOGIN when the end that was set has come. at: 0, never. */
bool account_lasts(const struct session *session, int64_t at, GError **error);
/* ERR_LOGIN for one that nobody used for longer than the setting allows; asked at sign-in only. The
 * last account administrator who could still come in is let in: there is nobody to unlock them. */
bool account_used(struct session *session, const struct record *user, GError **error);

#endif
