/* What differs between two texts. */
#ifndef BASE_DIFF_H
#define BASE_DIFF_H

/* The text "to", word by word: "[-was-]" where something of "from" has gone, "{+is+}" where something
 * is new. Caller frees. */
char *diff_words(const char *from, const char *to);

#endif
