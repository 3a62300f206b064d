#include "src/base/clock.h"

#include <inttypes.h>
#include <errno.h>
#include <string.h>
#include <time.h>

#include "src/base/file.h"
#include "src/base/i18n.h"

#define IN_HOURS (100 * HOUR_MS)
#define IN_DAYS (10 * DAY_MS)	/* hours say nothing any more */
#define BOOT_ID_LEN 36

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	if (clock_gettime(id, &t) != 0)
		g_error("clock %d cannot be read: %s", (int)id, g_strerror(errno));
	return (int64_t)t.tv_sec * SECOND_MS + (int64_t)t.tv_nsec / 1000000;
}

static int64_t system_now(void *data)
{
	(void)data;
	return read_clock(CLOCK_REALTIME);
}

static int64_t system_boot(void *data)
{
	(void)data;
	return read_clock(CLOCK_BOOTTIME);
}

const struct clock *clock_system(void)
{
	static const struct clock system = { .now = system_now, .boot = system_boot };

	return &system;
}

int64_t clock_now(const struct clock *clock)
{
	return clock->now(clock->data);
}

int64_t clock_boot(const struct clock *clock)
{
	return clock->boot(clock->data);
}

/* Read once: no process outlives it. */
char *clock_boot_id(void)
{
	static char known[BOOT_ID_LEN + 1];
	g_autofree char *id = NULL;
	size_t len;

	if (!*known && file_read("/proc/sys/kernel/random/boot_id", 64, &id, &len, NULL) &&
	    strlen(g_strchomp(id)) == BOOT_ID_LEN)
		memcpy(known, id, sizeof(known));
	return g_strdup(known);
}

/* Seconds, rounded down; a time outside the calendar of four-digit years shows as its edge. */
static time_t whole_seconds(int64_t ms, int *rest)
{
	ms = CLAMP(ms, 0, TIME_LAST_MS);
	*rest = (int)(ms % SECOND_MS);
	return (time_t)(ms / SECOND_MS);
}

char *time_iso(int64_t ms)
{
	int rest;
	time_t seconds = whole_seconds(ms, &rest);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900,
		tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, rest);
}

#define DATE_LEN 10	/* "2026-11-20" */

static char *to_the_minute(const struct tm *tm, const char *zone)
{
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d %s", tm->tm_year + 1900, tm->tm_mon + 1,
		tm->tm_mday, tm->tm_hour, tm->tm_min, zone);
}

char *time_short(int64_t ms)
{
	int rest;
	time_t seconds = whole_seconds(ms, &rest);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	return to_the_minute(&tm, "UTC");
}

char *time_local(int64_t ms)
{
	int rest;
	time_t seconds = whole_seconds(ms, &rest);
	struct tm tm;

	tzset(); /* localtime_r need not look at TZ */
	localtime_r(&seconds, &tm);
	return to_the_minute(&tm, tm.tm_zone);
}

char *time_both(int64_t ms)
{
	g_autofree char *utc = time_short(ms), *local = time_local(ms);

	if (strcmp(utc, local) == 0)
		return g_steal_pointer(&utc);
	return g_strdup_printf("%s (%s)", utc,
			       strncmp(utc, local, DATE_LEN) == 0 ? local + DATE_LEN + 1 : local);
}

char *time_span(int64_t ms)
{
	int64_t minutes = (ms < 0 ? -ms : ms) / MINUTE_MS;
	int hours = (int)(minutes / 60), left = (int)(minutes % 60);

	if (minutes < 60)
		return g_strdup_printf(_("%d min"), (int)minutes);
	if (minutes * MINUTE_MS >= IN_DAYS)
		return g_strdup_printf(ngettext("%d day", "%d days", (unsigned long)hours / 24), hours / 24);
	if (minutes * MINUTE_MS >= IN_HOURS)
		return g_strdup_printf(ngettext("%d day %d h", "%d days %d h", (unsigned long)hours / 24), hours / 24,
				       hours % 24);
	if (!left)
		return g_strdup_printf(_("%d h"), hours);
	return g_strdup_printf(_("%d h %02d min"), hours, left);
}

char *time_wait(int64_t ms)
{
	int64_t seconds = (MAX(ms, 1) + SECOND_MS - 1) / SECOND_MS, minutes = (seconds + 59) / 60;

	if (seconds < 100)
		return g_strdup_printf(ngettext("%" PRId64 " second", "%" PRId64 " seconds",
						(unsigned long)seconds), seconds);
	return g_strdup_printf(ngettext("%" PRId64 " minute", "%" PRId64 " minutes",
					(unsigned long)minutes), minutes);
}

char *time_left(int64_t ms)
{
	/* Rounded down: 0:00 is the last minute left, -0:01 the first one too late. */
	int64_t minutes = ms / MINUTE_MS - (ms % MINUTE_MS < 0);
	const char *sign = minutes < 0 ? "-" : "";
	int64_t hours;

	if (minutes < 0)
		minutes = -minutes;
	hours = minutes / 60;
	if (hours < 24)
		return g_strdup_printf("%s%d:%02d", sign, (int)hours, (int)(minutes % 60));
	return g_strdup_printf("%s%" PRId64 "d %dh", sign, hours / 24, (int)(hours % 24));
}
