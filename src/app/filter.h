/* Words that narrow a list: "severity=SEV1 owner=@me title~\"drop host\""; ":" is "=". */
#ifndef APP_FILTER_H
#define APP_FILTER_H

#include "db/select.h"

/* Terms with their texts; filter_clear frees. */
struct filter { GArray *terms; GPtrArray *texts; };
void filter_init(struct filter *filter);
void filter_clear(struct filter *filter);
/* Adds the words of text: name=value, name!=value, name<=value, name>=value, name~part, name? (given),
 * name! (empty), and a bare word, or one that begins with a quote: the title (or first text)
 * contains it. @me and @now stand for the person and the time. False names the word that is wrong. */
bool filter_add(struct filter *filter, const struct object *object, const char *text, const char *me,
		int64_t now, GError **error);

#endif
