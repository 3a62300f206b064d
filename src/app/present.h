/* Who has a case open now. Each session that does holds a byte of the file `sessions` whose place only a person
 * of the store can work out: nothing is written, nothing tells which case it is, and the kernel gives it back. */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H

#include "src/app/session.h"

enum present_as { PRESENT_READS, PRESENT_EDITS };

void present_begin(struct session *session, const char *case_id, enum present_as as);
void present_end(struct session *session, const char *case_id, enum present_as as);

/* The sessions open now (struct record), without one's own: read them when the store has changed. Never NULL. */
GPtrArray *present_sessions(struct session *session);
/* Which of them have the case open: "cyd (editing), dov"; NULL: nobody. Caller frees. */
char *present_others(struct session *session, const GPtrArray *sessions, const char *case_id);

#endif
