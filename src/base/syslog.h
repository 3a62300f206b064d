/* One line to the system's log, with an answer: syslog(3) does not say when nobody listens. */
#ifndef BASE_SYSLOG_H
#define BASE_SYSLOG_H

#include <glib.h>
#include <stdbool.h>

#define SYSLOG_SOCKET "/dev/log"
#define SYSLOG_NOTICE_AUTHPRIV 85	/* facility 10, severity 5 (RFC 5424 6.2.1) */

/* text: one line, harmless. */
bool syslog_send(const char *socket_path, const char *text, GError **error);

#endif
