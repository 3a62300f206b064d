/* What several tests of the formats share: read a text or file, parse all that is in it. */
#ifndef TESTS_FORMATS_ONE_H
#define TESTS_FORMATS_ONE_H

#include "src/formats/formats.h"

#include <string.h>

struct all {
	GPtrArray *parsed; /* of struct parsed */
	unsigned bad;
	unsigned bad_line; /* of the first bad one */
	char *problem; /* likewise */
};

static inline void all_free(struct all *all)
{
	g_ptr_array_unref(all->parsed);
	g_free(all->problem);
	g_free(all);
}
CLEANUP_DEFINE(struct all *, all_free)

static inline void all_bad(struct all *all, unsigned line, const char *problem)
{
	g_assert_nonnull(problem);
	g_assert_cmpuint(strlen(problem), >, 0);
	if (all->bad++ > 0)
		return;
	all->bad_line = line;
	all->problem = g_strdup(problem);
}

static inline void parsed_free(void *data)
{
	parsed_clear(data);
	g_free(data);
}

static inline void all_parse(struct all *all, const struct stream_item *item, const char *name)
{
	const struct format *format = name ? format_find(formats, name) : format_detect(formats, item->value);
	g_autofree char *problem = NULL;
	struct parsed parsed = { .alert = NULL };

	if (!format) {
		all_bad(all, item->line, "no format");
		return;
	}
	if (!format->parse(item->value, &parsed, &problem)) {
		all_bad(all, item->line, problem);
		return;
	}
	g_ptr_array_add(all->parsed, g_memdup2(&parsed, sizeof(parsed)));
}

static inline struct all *all_of_bytes(const char *bytes, size_t len, const char *format)
{
	CLEANUP(stream_free) struct stream *stream = stream_new(bytes, len);
	struct all *all = g_new0(struct all, 1);
	struct stream_item item;
	enum stream_got got;

	all->parsed = g_ptr_array_new_with_free_func(parsed_free);
	while ((got = stream_next(stream, &item)) != STREAM_END) {
		if (got == STREAM_BAD)
			all_bad(all, item.line, item.problem);
		else
			all_parse(all, &item, format);
	}
	return all;
}

static inline struct all *all_of_text(const char *text, const char *format)
{
	return all_of_bytes(text, strlen(text), format);
}

static inline struct all *all_of_path(const char *path, const char *format)
{
	g_autofree char *data = NULL;
	gsize len;

	g_assert_true(g_file_get_contents(path, &data, &len, NULL));
	return all_of_bytes(data, len, format);
}

static inline struct all *all_of_file(const char *name, const char *format)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "formats", name, NULL);

	return all_of_path(path, format);
}

static inline const struct parsed *all_get(const struct all *all, guint i)
{
	g_assert_cmpuint(i, <, all->parsed->len);
	return g_ptr_array_index(all->parsed, i);
}

#endif
