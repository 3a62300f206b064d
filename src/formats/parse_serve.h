/* The side of the child: reads documents and answers, value by value (parse_wire.h). */
#ifndef FORMATS_PARSE_SERVE_H
#define FORMATS_PARSE_SERVE_H

#include "src/formats/formats.h"

struct parse_served {
	const struct format *table;
	unsigned alert_ms;	/* of processor time for one alert; then SIGPROF */
};
/* Until the other side has gone. data: struct parse_served. */
void parse_serve(int fd, const void *data);

#endif
