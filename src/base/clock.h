/* Times: UTC milliseconds inside, ISO 8601 outside (RFC 3339), people's words in forms. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define TIME_LAST_MS INT64_C(253402300799999)	/* 9999-12-31T23:59:59.999Z */

/* Where time comes from. Tests pass their own; the program passes clock_system(). */
struct clock {
	int64_t (*now)(void *data);		/* UTC ms of the wall clock */
	int64_t (*boot)(void *data);		/* ms since boot, suspended time included */
	void *data;
};
const struct clock *clock_system(void);
int64_t clock_now(const struct clock *clock);
int64_t clock_boot(const struct clock *clock);
/* The kernel's boot id, 36 characters; "" where there is none. Free with g_free. */
char *clock_boot_id(void);

/* "2026-11-20T03:12:00.000Z"; caller frees. */
char *time_iso(int64_t ms);
/* "2026-11-20 03:12 UTC" and the same in the zone of TZ, "2026-11-20 04:12 CET"; caller frees. */
char *time_short(int64_t ms);
char *time_local(int64_t ms);
/* "2026-11-20 03:12 UTC (04:12 CET)"; the zone of TZ only where it differs, its date likewise. */
char *time_both(int64_t ms);
/* "0:48", "7:12", "2d 3h", "-1:05" when negative: time left until a deadline. Caller frees. */
char *time_left(int64_t ms);
/* "51 h 20 min", "12 min", "5 days 3 h", "71 days"; of a time of any sign, without it. Caller frees. */
char *time_span(int64_t ms);
/* "1 second", "42 seconds", "15 minutes": how long to wait, rounded up. Caller frees. */
char *time_wait(int64_t ms);

/* ISO with 0 to 9 fraction digits and a zone (Z, +hh:mm, +hhmm); blank or T between. Finer than
 * a millisecond is cut off; a leap second is read as the second after it.
 * False when text is anything else, or outside years 1970 to 9999. */
bool time_parse(const char *text, int64_t *ms);
/* What a form takes as well: local time without zone, "14:05", "yesterday 14:05", "now",
 * "2h ago", "-2h", "90 min ago", "1h 30m ago", "today 9:00", "tomorrow 9:00", "in 3 days"; UTC, an
 * offset or the zone's own abbreviation may follow a time. "14:05" alone is never in the future.
 * False for an hour that the change to summer time leaves out. now: UTC ms. */
bool time_parse_human(const char *text, int64_t now, int64_t *ms);
/* ISO without a zone, as some tools send: read as UTC; *assumed tells that it was so. */
bool time_parse_assuming(const char *text, int64_t *ms, bool *assumed);

#endif
