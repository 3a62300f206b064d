#include "tests/fuzz/targets.h"

#include <glib/gstdio.h>
#include <string.h>

#include <jansson.h>

#include "db/anchor.h"
#include "db/audit_scan.h"
#include "db/keyring.h"
#include "db/throttle.h"
#include "src/rules/filter.h"
#include "src/app/found.h"
#include "src/base/text.h"
#include "src/formats/formats.h"
#include "src/rules/case.h"
#include "tests/seam.h"
#include "ui/keys.h"

static char *text_of(const uint8_t *bytes, size_t len)
{
	return g_strndup((const char *)bytes, len);
}

/* A file of a directory that lasts as long as the process. */
static const char *file_of(const char *name, const uint8_t *bytes, size_t len)
{
	static struct seam *seam;
	g_autofree char *path = NULL;

	if (!seam) {
		seam = g_new0(struct seam, 1);
		seam_init(seam);
	}
	path = seam_path(seam, name);
	g_assert_true(g_file_set_contents_full(path, (const char *)bytes, (gssize)len,
					       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	return g_intern_string(path);
}

static void keyring(const uint8_t *bytes, size_t len)
{
	struct keyring *read = keyring_from_bytes(bytes, len, "keyring", NULL);

	if (read)
		g_assert_cmpuint(strlen(keyring_info(read)->uuid), ==, 36);
	keyring_free(read);
}

/* What is taken for a line of the log is JSON, and written in the one way it can be. */
static void line(const uint8_t *bytes, size_t len)
{
	struct scanned scanned;

	scanned_init(&scanned);
	if (line_scan(&scanned, (const char *)bytes, len)) {
		json_t *json = json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, NULL);
		char *again = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENSURE_ASCII);

		g_assert_nonnull(json);
		/* the library writes U+007F as it is */
		if (!strchr(again, 0x7f)) {
			g_assert_cmpuint(strlen(again), ==, len);
			g_assert_cmpmem(again, len, bytes, len);
		}
		free(again);
		json_decref(json);
	}
	scanned_clear(&scanned);
}

static void answers(const uint8_t *bytes, size_t len)
{
	answers_free(answers_read(file_of("answers", bytes, len), NULL));
}

static void filter(const uint8_t *bytes, size_t len)
{
	g_autofree char *text = text_of(bytes, len);
	const struct filter_about about = { &case_object, "hal", SEAM_NOW, NULL };
	g_autofree char *pointed = filter_pointed(&about, text);
	struct filter read;
	bool good;

	g_strfreev(filter_complete(&case_object, text, NULL, NULL));
	filter_init(&read);
	good = filter_add(&read, &about, text, NULL);
	g_assert_true(good == !pointed);
	filter_clear(&read);
}

static void times(const uint8_t *bytes, size_t len)
{
	g_autofree char *text = text_of(bytes, len);
	int64_t ms, again;
	bool assumed;

	time_parse_assuming(text, &ms, &assumed);
	if (time_parse_human(text, SEAM_NOW, &ms)) {
		g_autofree char *both = time_both(ms);

		g_assert_true(*both);
	}
	if (time_parse(text, &ms)) {
		g_autofree char *iso = time_iso(ms);

		g_assert_true(time_parse(iso, &again));
		g_assert_cmpint(again, ==, ms);
	}
}

/* Harmless, no wider than asked for, and the same when done twice. */
static void text(const uint8_t *bytes, size_t len)
{
	for (int mode = TEXT_LINE; mode <= TEXT_BLOCK; mode++) {
		g_autofree char *shown = text_visible((const char *)bytes, (gssize)len, (enum text_mode)mode);
		g_autofree char *twice = text_visible(shown, -1, (enum text_mode)mode);

		g_assert_true(text_is_harmless(shown, (enum text_mode)mode));
		g_assert_cmpstr(shown, ==, twice);
		if (mode == TEXT_LINE) {
			g_autofree char *cut = text_cut(shown, 20, false);

			g_assert_cmpint(text_width(cut), <=, 20);
		} else {
			g_auto(GStrv) lines = text_wrap(shown, 20);

			for (int i = 0; lines[i]; i++)
				g_assert_cmpint(text_width(lines[i]), <=, 20);
		}
	}
	if (text_is_utf8((const char *)bytes, len)) {
		g_autofree char *copy = text_of(bytes, len), *csv = text_csv(copy), *normal = text_normal(copy, true);

		g_assert_null(strchr(csv, '\n'));
		g_assert_true(g_utf8_validate(normal, -1, NULL));
	}
}

static void keys_all(struct decoder *decoder)
{
	struct event event;

	while (decoder_next(decoder, &event))
		if (event.kind == EVENT_TEXT || event.kind == EVENT_PASTE)
			g_assert_true(g_utf8_validate(event.text, (gssize)event.len, NULL));
}

static void keys(const uint8_t *bytes, size_t len)
{
	struct decoder *decoder = decoder_new();
	g_autofree char *name = text_of(bytes, len);

	while (len > 0) {
		size_t taken = decoder_feed(decoder, (const char *)bytes, len);

		bytes += taken;
		len -= taken;
		keys_all(decoder);
		if (taken == 0) {
			g_assert_true(decoder_waits(decoder));
			decoder_expire(decoder);
		}
	}
	if (decoder_waits(decoder))
		decoder_expire(decoder);
	keys_all(decoder);
	decoder_free(decoder);
	key_parse(name);
}

static void parse(const struct json *value)
{
	const struct format *format = format_detect(formats, value);
	struct parsed parsed = { 0 };
	g_autofree char *problem = NULL;

	if (format && format->parse(value, &parsed, &problem))
		g_assert_true(record_has(parsed.alert, ALERT_TITLE));
	parsed_clear(&parsed);
}

static void alerts(const uint8_t *bytes, size_t len)
{
	g_autofree char *copy = g_memdup2(bytes, len);
	CLEANUP(stream_free) struct stream *stream = stream_new(copy, len);
	struct stream_item item;
	enum stream_got got;

	while ((got = stream_next(stream, &item)) != STREAM_END)
		if (got == STREAM_VALUE)
			parse(item.value);
}

static void throttle(const uint8_t *bytes, size_t len)
{
	g_autofree char *dir = g_path_get_dirname(file_of("throttle", bytes, len));
	struct throttle_pending *pending = throttle_pending(dir, clock_system(), NULL);

	throttle_pending_free(pending);
	throttle_check(dir, "somebody", "tty /dev/pts/3", clock_system(), NULL);
}

static void anchor(const uint8_t *bytes, size_t len)
{
	struct anchor *read = anchor_open(file_of("anchor", bytes, len),
					  "6f1ed002-ab5b-4a14-9e2a-3b1f4e2d9c10", NULL);
	struct anchor_head head;

	while (read && anchor_next(read, &head))
		g_assert_cmpint(head.seq, >, 0);
	anchor_close(read);
}

const struct fuzz_target fuzz_targets[] = {
	{ "keyring", keyring },
	{ "line", line },
	{ "answers", answers },
	{ "filter", filter },
	{ "times", times },
	{ "text", text },
	{ "keys", keys },
	{ "alerts", alerts },
	{ "throttle", throttle },
	{ "anchor", anchor },
	{ 0 },
};

const struct fuzz_target *fuzz_find(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		if (strcmp(target->name, name) == 0)
			return target;
	return NULL;
}
