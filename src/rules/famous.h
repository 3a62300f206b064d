/* Phrases that everybody knows, and that are tried before anything is guessed (SP 800-63B-4 3.1.1.2). */
#ifndef RULES_FAMOUS_H
#define RULES_FAMOUS_H

#include <stdbool.h>

#define FAMOUS_LEAST 12	/* the shortest, and the shortest part of one that counts as it */

extern const char *const famous_phrases[];	/* ends with NULL */

/* Takes every such phrase, or what is a part of one, out of a text of letters and digits in lower case; what
 * stays is its owner's own. False: there was none. */
bool famous_strike(char *plain);

#endif
