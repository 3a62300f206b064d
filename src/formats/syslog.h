/* What syslog daemons write in front of a message. */
#ifndef FORMATS_SYSLOG_H
#define FORMATS_SYSLOG_H

#include <stddef.h>

/* Bytes before the first "{" of a line, when they look like a header of RFC 3164 or RFC 5424, an
 * rsyslog file line or a bare "tag: "; 0 when they do not, or no "{" follows. */
size_t syslog_header_length(const char *line, size_t len);

#endif
