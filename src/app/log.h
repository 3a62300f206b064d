/* The audit log for those who keep it outside: checkpoints, witnesses, and a stream for a collector. */
#ifndef APP_LOG_H
#define APP_LOG_H

#include "src/app/session.h"

/* A signed note over all entries so far, this one's too. Caller frees. */
char *log_checkpoint(struct session *session, GError **error);
/* The same in one line for the system's log: sent to its socket. */
bool log_checkpoint_send(struct session *session, const char *socket_path, const char *note, GError **error);
/* The log against the notes in text, which somebody kept. *notes: how many. ERR_WRONG: one does not fit. */
bool log_witnessed(struct session *session, const char *text, unsigned *notes, GError **error);

/* May begin to follow the log; once, logged. */
bool log_follow_begin(struct session *session, GError **error);
/* Entries after *seq as RFC 5424 messages, one each, at most limit; digests only. *seq: the last one. host: the
 * name of this machine. GPtrArray of char *. NULL with error, also when the session must end. */
GPtrArray *log_follow(struct session *session, const char *host, int64_t *seq, int limit, GError **error);

#endif
