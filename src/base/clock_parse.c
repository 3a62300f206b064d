/* Reading times. One scanner for ISO 8601; people's words are built on it. */
#include "src/base/clock.h"

#include <string.h>
#include <time.h>

#define TEXT_MAX 64 /* longer is no time */

struct when {
	int year, month, day, hour, minute, second, ms;
};

enum zone { ZONE_NONE, ZONE_OFFSET, ZONE_NAME };

/* Exactly n digits. */
static bool scan_digits(const char **p, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit((*p)[i]))
			return false;
		*value = *value * 10 + ((*p)[i] - '0');
	}
	*p += n;
	return true;
}

static bool scan_char(const char **p, char c)
{
	if (**p != c)
		return false;
	++*p;
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool scan_date(const char **p, struct when *when)
{
	return scan_digits(p, 4, &when->year) && scan_char(p, '-') &&
	       scan_digits(p, 2, &when->month) && scan_char(p, '-') &&
	       scan_digits(p, 2, &when->day) && when->year >= 1 && when->month >= 1 &&
	       when->month <= 12 && when->day >= 1 &&
	       when->day <= days_in_month(when->year, when->month);
}

/* One to nine digits; what is finer than a millisecond is dropped. */
static bool scan_fraction(const char **p, int *ms)
{
	int n = 0, value = 0;

	for (; g_ascii_isdigit(**p); ++*p, n++)
		if (n < 3)
			value = value * 10 + (**p - '0');
	for (int i = n; i < 3; i++)
		value *= 10;
	*ms = value;
	return n >= 1 && n <= 9;
}

/* hh:mm:ss[.fraction]; a form may leave out the seconds and the hour's leading zero. */
static bool scan_clock(const char **p, bool form, struct when *when)
{
	if (form && g_ascii_isdigit((*p)[0]) && (*p)[1] == ':') {
		if (!scan_digits(p, 1, &when->hour))
			return false;
	} else if (!scan_digits(p, 2, &when->hour)) {
		return false;
	}
	if (!scan_char(p, ':') || !scan_digits(p, 2, &when->minute))
		return false;
	when->second = when->ms = 0;
	if (scan_char(p, ':')) {
		if (!scan_digits(p, 2, &when->second))
			return false;
		if (scan_char(p, '.') && !scan_fraction(p, &when->ms))
			return false;
	} else if (!form) {
		return false;
	}
	return when->hour <= 23 && when->minute <= 59 && when->second <= 60;
}

/* Z, +hh:mm or +hhmm. */
static bool scan_offset(const char **p, int *minutes)
{
	int hour, minute, sign;

	if (scan_char(p, 'Z') || scan_char(p, 'z')) {
		*minutes = 0;
		return true;
	}
	sign = **p == '-' ? -1 : 1;
	if (!scan_char(p, '+') && !scan_char(p, '-'))
		return false;
	if (!scan_digits(p, 2, &hour))
		return false;
	scan_char(p, ':');
	if (!scan_digits(p, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*minutes = sign * (hour * 60 + minute);
	return true;
}

/* Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March. */
static int64_t civil_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t m = month <= 2 ? month + 9 : month - 3;

	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static bool in_range(int64_t ms, int64_t *out)
{
	if (ms < 0 || ms > TIME_LAST_MS)
		return false;
	*out = ms;
	return true;
}

static bool when_utc(const struct when *when, int offset_minutes, int64_t *out)
{
	int64_t ms = civil_days(when->year, when->month, when->day) * DAY_MS +
		     when->hour * HOUR_MS + when->minute * MINUTE_MS + when->second * SECOND_MS +
		     when->ms - offset_minutes * MINUTE_MS;

	/* A leap second exists only before midnight UTC; it becomes the second after it. */
	if (when->second == 60 && (ms < 0 || ms % DAY_MS >= SECOND_MS))
		return false;
	return in_range(ms, out);
}

static bool parse_iso(const char *text, bool *zoned, int64_t *ms)
{
	const char *p = text;
	struct when when;
	int offset = 0;

	if (!scan_date(&p, &when))
		return false;
	if (!scan_char(&p, 'T') && !scan_char(&p, 't') && !scan_char(&p, ' '))
		return false;
	if (!scan_clock(&p, false, &when))
		return false;
	*zoned = *p != '\0';
	if (*zoned && (!scan_offset(&p, &offset) || *p != '\0'))
		return false;
	return when_utc(&when, offset, ms);
}

bool time_parse(const char *text, int64_t *ms)
{
	bool zoned;
	int64_t value;

	if (!text || !parse_iso(text, &zoned, &value) || !zoned)
		return false;
	*ms = value;
	return true;
}

bool time_parse_assuming(const char *text, int64_t *ms, bool *assumed)
{
	bool zoned;
	int64_t value;

	if (!text || !parse_iso(text, &zoned, &value))
		return false;
	*ms = value;
	*assumed = !zoned;
	return true;
}

/* Local time to UTC. zone, if not NULL, has to be the abbreviation in force then; it also tells
 * the two 02:30 of an autumn night apart, which otherwise means the first. */
static bool when_local(const struct when *when, const char *zone, int64_t *out)
{
	tzset();
	for (int dst = 1; dst >= 0; dst--) {
		struct tm tm = {
			.tm_year = when->year - 1900,
			.tm_mon = when->month - 1,
			.tm_mday = when->day,
			.tm_hour = when->hour,
			.tm_min = when->minute,
			.tm_sec = when->second,
			.tm_isdst = dst,
		};
		time_t seconds = mktime(&tm);

		/* mktime moves a time that does not exist; we refuse it instead. */
		if (tm.tm_isdst != dst || tm.tm_hour != when->hour || tm.tm_min != when->minute ||
			tm.tm_mday != when->day || tm.tm_sec != when->second)
			continue;
		if (zone && g_ascii_strcasecmp(tm.tm_zone, zone) != 0)
			continue;
		return in_range((int64_t)seconds * SECOND_MS + when->ms, out);
	}
	return false;
}

/* "+03", which many zones have instead of a name. */
static bool scan_hours(const char *p, int *minutes)
{
	int sign = *p++ == '-' ? -1 : 1;
	int hours;

	if (!scan_digits(&p, 2, &hours) || *p != '\0' || hours > 23)
		return false;
	*minutes = sign * hours * 60;
	return true;
}

/* What stands after a clock time: nothing, an offset, or a name. False on junk. */
static bool scan_zone(const char *p, enum zone *zone, int *minutes)
{
	const char *end;

	*minutes = 0;
	*zone = ZONE_NONE;
	while (*p == ' ')
		p++;
	if (*p == '\0')
		return true;
	*zone = ZONE_OFFSET;
	if (g_ascii_strcasecmp(p, "UTC") == 0 || g_ascii_strcasecmp(p, "GMT") == 0)
		return true;
	end = p;
	if (scan_offset(&end, minutes))
		return *end == '\0';
	if (*p == '+' || *p == '-')
		return scan_hours(p, minutes);
	*zone = ZONE_NAME;
	return strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == strlen(p);
}

static bool resolve(const struct when *when, const char *rest, int64_t *ms)
{
	enum zone zone;
	int minutes;

	if (!scan_zone(rest, &zone, &minutes))
		return false;
	switch (zone) {
	case ZONE_NONE:
		return when_local(when, NULL, ms);
	case ZONE_NAME:
		return when_local(when, rest + strspn(rest, " "), ms);
	case ZONE_OFFSET:
		break;
	}
	return when_utc(when, minutes, ms);
}

/* The date that a calendar in the zone of rest shows at now, moved by days. */
static bool date_near(int64_t now, const char *rest, int days, struct when *when)
{
	enum zone zone;
	int minutes;
	time_t seconds;
	struct tm tm;

	if (!scan_zone(rest, &zone, &minutes))
		return false;
	seconds = (time_t)(now / SECOND_MS + minutes * 60);
	if (zone == ZONE_OFFSET) {
		gmtime_r(&seconds, &tm);
	} else {
		tzset();
		localtime_r(&seconds, &tm);
	}
	tm.tm_mday += days;
	tm.tm_hour = 12; /* no zone changes its clock at noon */
	tm.tm_isdst = 0;
	timegm(&tm);
	when->year = tm.tm_year + 1900;
	when->month = tm.tm_mon + 1;
	when->day = tm.tm_mday;
	return true;
}

/* "14:05" is the last time it was 14:05; with a day's name it is that day's. */
static bool parse_clock(const char *p, int64_t now, const char *day, int64_t *ms)
{
	struct when when = { 0 };
	int days = 0;

	if (day && strcmp(day, "yesterday") == 0)
		days = -1;
	else if (day && strcmp(day, "tomorrow") == 0)
		days = 1;
	if (!scan_clock(&p, true, &when) || !date_near(now, p, days, &when) ||
		!resolve(&when, p, ms))
		return false;
	if (day || *ms <= now)
		return true;
	return date_near(now, p, -1, &when) && resolve(&when, p, ms);
}

static bool parse_date(const char *p, int64_t *ms)
{
	struct when when = { 0 };

	if (!scan_date(&p, &when))
		return false;
	if (*p == '\0')
		return resolve(&when, p, ms);
	if (!scan_char(&p, 'T') && !scan_char(&p, 't') && !scan_char(&p, ' '))
		return false;
	while (*p == ' ')
		p++;
	return scan_clock(&p, true, &when) && resolve(&when, p, ms);
}

static int64_t unit_ms(const char *word, size_t len)
{
	static const struct {
		const char *word;
		int64_t ms;
	} units[] = {
		{ "s", SECOND_MS },
		{ "sec", SECOND_MS },
		{ "second", SECOND_MS },
		{ "m", MINUTE_MS },
		{ "min", MINUTE_MS },
		{ "minute", MINUTE_MS },
		{ "h", HOUR_MS },
		{ "hr", HOUR_MS },
		{ "hour", HOUR_MS },
		{ "d", DAY_MS },
		{ "day", DAY_MS },
		{ "w", 7 * DAY_MS },
		{ "wk", 7 * DAY_MS },
		{ "week", 7 * DAY_MS },
	};

	for (int plural = 0; plural <= 1; plural++) {
		if (plural && (len < 3 || word[--len] != 's'))
			break;
		for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
			if (strlen(units[i].word) == len && strncmp(units[i].word, word, len) == 0)
				return units[i].ms;
	}
	return 0;
}

/* "2h", "90 min", "1h 30m": a span of at most 9,999,999 of each unit. Ends at other words. */
static bool scan_span(const char **p, int64_t *span)
{
	int parts = 0;

	*span = 0;
	while (g_ascii_isdigit(**p)) {
		size_t digits = strspn(*p, "0123456789"), letters;
		int value;
		int64_t unit;

		if (digits > 7 || !scan_digits(p, (int)digits, &value))
			return false;
		while (**p == ' ')
			++*p;
		letters = strspn(*p, "abcdefghijklmnopqrstuvwxyz");
		unit = unit_ms(*p, letters);
		if (unit == 0)
			return false;
		*p += letters;
		while (**p == ' ')
			++*p;
		*span += value * unit;
		parts++;
	}
	return parts > 0;
}

static bool parse_span(const char *p, int64_t now, int64_t *ms)
{
	int64_t span;

	if (*p == '-') {
		p++;
		return scan_span(&p, &span) && *p == '\0' && in_range(now - span, ms);
	}
	if (g_str_has_prefix(p, "in ")) {
		p += 3;
		return scan_span(&p, &span) && *p == '\0' && in_range(now + span, ms);
	}
	return scan_span(&p, &span) && strcmp(p, "ago") == 0 && in_range(now - span, ms);
}

bool time_parse_human(const char *text, int64_t now, int64_t *ms)
{
	static const char *const days[] = { "today", "yesterday", "tomorrow" };
	char word[TEXT_MAX + 1];
	int64_t value;
	bool ok;

	if (!text || strlen(text) > TEXT_MAX || now < 0 || now > TIME_LAST_MS)
		return false;
	g_strlcpy(word, text, sizeof(word));
	g_strstrip(word);
	for (char *p = word; *p; p++)
		*p = g_ascii_tolower(*p);
	ok = strcmp(word, "now") == 0 && in_range(now, &value);
	for (size_t i = 0; !ok && i < G_N_ELEMENTS(days); i++)
		if (g_str_has_prefix(word, days[i]) && word[strlen(days[i])] == ' ')
			ok = parse_clock(
				word + strlen(days[i]) + strspn(word + strlen(days[i]), " "), now,
				days[i], &value);
	ok = ok || parse_date(word, &value) || parse_clock(word, now, NULL, &value) ||
	     parse_span(word, now, &value);
	if (ok)
		*ms = value;
	return ok;
}
