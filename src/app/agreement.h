/* One second person for several acts: what each of them wants agreed to waits here until all of it is shown, and
 * agreed to once. What was not shown is not agreed to. */
#ifndef APP_AGREEMENT_H
#define APP_AGREEMENT_H

#include "src/app/consent.h"

struct agreement;

struct agreement *agreement_new(void);
void agreement_free(struct agreement *agreement);	/* NULL is allowed */

/* For an act whose consent is together with others. Before agreement_give: the matter waits, and the act is
 * refused; after it, the act is agreed to if it is one of those. */
bool agreement_answer(struct agreement *agreement, const struct matter *matter, char **able, bool required,
		      struct consent *consent, GError **error);

/* How many acts wait, or were agreed to and are not done yet. */
guint agreement_count(const struct agreement *agreement);
/* What they are, as the log will say it; caller frees (g_strfreev). */
char **agreement_texts(const struct agreement *agreement);
/* Who could agree to all of them, and whether somebody must; while there are any. */
char **agreement_able(const struct agreement *agreement);
bool agreement_required(const struct agreement *agreement);

/* This person agrees to all that wait: an entry "agree" for each. user NULL: nobody does, and nobody must. */
bool agreement_give(struct session *session, struct agreement *agreement, const struct consent *consent,
		    GError **error);

#endif
