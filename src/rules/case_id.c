/* Names of cases: INC-2026-0041, EX-2026-0003; in lists 26-0041. */
#include "src/rules/case.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/clock.h"

enum { DIGITS_MAX = 12 };

char *case_id_make(const char *prefix, int year, int64_t number)
{
	return g_strdup_printf("%s-%04d-%04" PRId64, prefix, year, number);
}

static bool read_number(const char *text, int64_t *number)
{
	size_t len = strspn(text, "0123456789");

	if (len == 0 || len > DIGITS_MAX || text[len])
		return false;
	*number = g_ascii_strtoll(text, NULL, 10);
	return true;
}

const char *const case_prefixes[] = { "INC", "EX", NULL };

static const char *skip_prefix(const char *text, const char **prefix)
{
	*prefix = NULL;
	for (size_t i = 0; case_prefixes[i]; i++) {
		size_t len = strlen(case_prefixes[i]);

		if (g_ascii_strncasecmp(text, case_prefixes[i], len) == 0 && text[len] == '-') {
			*prefix = case_prefixes[i];
			return text + len + 1;
		}
	}
	return text;
}

bool case_id_parse(const char *text, const char **prefix, int *year, int64_t *number)
{
	const char *rest = skip_prefix(text, prefix);
	g_auto(GStrv) parts = g_strsplit(rest, "-", 3);
	guint len = g_strv_length(parts);
	size_t digits;
	int64_t when;

	*year = 0;
	*number = 0;
	if (len < 1 || len > 2 || !read_number(parts[len - 1], number) || *number < 1)
		return false;
	if (len == 1)
		return !*prefix;
	digits = strlen(parts[0]);
	if ((digits != 2 && digits != 4) || !read_number(parts[0], &when))
		return false;
	*year = (int)(digits == 2 ? 2000 + when : when);
	return *year > 0;
}

char *case_id_short(const char *id)
{
	const char *prefix;
	int year;
	int64_t number;

	if (!case_id_parse(id, &prefix, &year, &number) || year < 2000 || year > 2099)
		return g_strdup(id);
	return g_strdup_printf("%s%02d-%04" PRId64,
			       g_strcmp0(prefix, "EX") == 0 ? "EX-" : "", year - 2000, number);
}

char *case_stamp_id(const struct record *record)
{
	g_autofree char *iso = time_iso(record_int(record, CASE_CREATED_AT));
	g_autoptr(GString) out = g_string_new(NULL);
	const char *prefix;
	int year;
	int64_t number;

	if (!case_id_parse(record_text(record, CASE_ID), &prefix, &year, &number))
		number = 0;
	/* basic format of ISO 8601, whole seconds */
	for (const char *p = iso; *p && *p != '.'; p++)
		if (*p != '-' && *p != ':')
			g_string_append_c(out, *p);
	g_string_append_printf(out, "Z-%04" PRId64, number);
	return g_strdup(out->str);
}
