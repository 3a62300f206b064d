/* Alerts taken in: bytes -> format -> records -> alerts, and cases from the threshold on. */
#ifndef APP_INTAKE_H
#define APP_INTAKE_H

#include "src/app/session.h"

/* Starts the child that reads alerts, for session_host.parser. Call before any key is there. */
struct parse_child *intake_parser(GError **error);
void intake_parser_end(struct parse_child *parser);	/* NULL is allowed */

struct intake_count { unsigned taken, again, cases, bad; };
/* Called for each value set aside: "FILE:LINE: why". NULL: nobody wants to know. */
typedef void (*intake_bad)(const char *file, unsigned line, const char *why, void *data);

/* name: for messages. format: NULL detects. One transaction for each alert: killed at any moment,
 * what was acknowledged stays and the same file again doubles nothing. False only when it cannot
 * go on (denied, store failed); bad values are counted. */
bool intake_bytes(struct session *session, const char *bytes, size_t len, const char *name,
		  const char *format, struct intake_count *count, intake_bad bad, void *data,
		  GError **error);
/* The name of format number i, NULL after the last; *label is for people. */
const char *intake_format(size_t i, const char **label);

#endif
