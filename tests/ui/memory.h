/* What stands in this process's own memory, looked for without holding a copy of it. */
#ifndef TESTS_UI_MEMORY_H
#define TESTS_UI_MEMORY_H

#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MARKER_LEN 16

/* A text that stands nowhere as a whole until somebody writes it. */
static inline char marker_letter(unsigned marker, size_t i)
{
	return (char)('a' + (marker * 5 + i * 7 + i * i * 3) % 26);
}

static inline char *marker_text(unsigned marker)
{
	char *text = g_malloc0(MARKER_LEN + 1);

	for (size_t i = 0; i < MARKER_LEN; i++)
		text[i] = marker_letter(marker, i);
	return text;
}

/* Its letters, one every stride bytes: 1 a text, 4 wide characters, 28 the cells of curses. */
static inline gboolean marker_at(const volatile uint8_t *p, unsigned marker, size_t stride)
{
	for (size_t i = 0; i < MARKER_LEN; i++)
		if (p[i * stride] != (uint8_t)marker_letter(marker, i))
			return FALSE;
	return TRUE;
}

__attribute__((no_sanitize("address")))
static inline unsigned marker_count_in(const volatile uint8_t *from, const volatile uint8_t *to, unsigned marker,
				       size_t stride)
{
	unsigned count = 0;

	for (const volatile uint8_t *p = from; p + MARKER_LEN * stride <= to; p++)
		count += *p == (uint8_t)marker_letter(marker, 0) && marker_at(p, marker, stride);
	return count;
}

/* How often it stands in memory that can be written. */
static inline unsigned marker_count(unsigned marker, size_t stride)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	unsigned long from, to;
	char line[512], modes[8];
	unsigned count = 0;

	g_assert_nonnull(maps);
	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &to, modes) == 3 && strncmp(modes, "rw", 2) == 0)
			count += marker_count_in((const uint8_t *)from, (const uint8_t *)to, marker, stride);
	fclose(maps);
	return count;
}

#endif
