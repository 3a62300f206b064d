/* The second person of an act, where it wants one. */
#ifndef APP_SECOND_H
#define APP_SECOND_H

#include "src/base/err.h"

struct doing;

/* They agree by the request's consent, are asked for, or it is done alone. Before the transaction: their
 * entry "agree" stands before what they agree to. False: ERR_DENIED where they are required. */
bool second_take(struct doing *doing, GError **error);
/* The act was tried, and lowers what needs two (doing->two): somebody agrees who may do that as well, or it is refused.
 * Ends the transaction; what they agreed to is in doing->agreed_to. */
bool second_take_lowering(struct doing *doing, GError **error);
/* Tried again after it, is it still that? Else ERR_CONFLICT: somebody changed the case meanwhile. */
bool second_still(const struct doing *doing, GError **error);
/* For the act's own entries: "with abe", "single_person"; NULL for what one person does. */
const char *second_word(const struct doing *doing);

#endif
