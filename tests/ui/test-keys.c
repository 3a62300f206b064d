/* Names of keys, and bytes of a terminal to events. */
#include "ui/keys.h"

#include <string.h>

static void test_names(void)
{
	static const struct {
		const char *name, *said;	/* said NULL: as name */
		int key;
	} rows[] = {
		{ "j", NULL, 'j' }, { "G", NULL, 'G' }, { "?", NULL, '?' }, { "^", NULL, '^' },
		{ "é", NULL, 0xe9 }, { "-", NULL, '-' }, { "^S", NULL, PRESS_CTRL | 's' },
		{ "^s", "^S", PRESS_CTRL | 's' }, { "C-s", "^S", PRESS_CTRL | 's' },
		{ "^_", NULL, PRESS_CTRL | '_' }, { "C-Space", NULL, PRESS_CTRL | ' ' },
		{ "M-f", NULL, PRESS_META | 'f' }, { "M-C-f", "M-^F", PRESS_META | PRESS_CTRL | 'f' },
		{ "Enter", NULL, PRESS_ENTER }, { "Space", NULL, ' ' }, { "F12", NULL, PRESS_F12 },
		{ "Paste", NULL, PRESS_PASTE },
		{ "S-Tab", NULL, PRESS_SHIFT | PRESS_TAB }, { "PageUp", "PgUp", PRESS_PAGE_UP },
		{ "C-Left", NULL, PRESS_CTRL | PRESS_LEFT }, { "M-S-Up", NULL, PRESS_META | PRESS_SHIFT | PRESS_UP },
	};
	static const char *const wrong[] = { "", "Entre", "jj", "^", "S-j", "X-j", "^1", "C-é", "F13", "\x7f" };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *said = key_label(rows[i].key);

		g_assert_cmpint(key_parse(rows[i].name), ==, rows[i].key);
		g_assert_cmpstr(said, ==, rows[i].said ? rows[i].said : rows[i].name);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		if (strcmp(wrong[i], "^") != 0)
			g_assert_cmpint(key_parse(wrong[i]), ==, PRESS_NONE);
}

/* Events as words: "Up", "'a'", "paste(…)". Caller frees. */
static char *decode(struct decoder *decoder)
{
	GString *out = g_string_new(NULL);
	struct event event;

	while (decoder_next(decoder, &event)) {
		g_autofree char *name = key_label(event.key);

		if (out->len)
			g_string_append_c(out, ' ');
		if (event.kind == EVENT_TEXT)
			g_string_append_printf(out, "'%.*s'", (int)event.len, event.text);
		else if (event.kind == EVENT_PASTE)
			g_string_append_printf(out, "paste(%.*s)", (int)event.len, event.text);
		else if (event.kind == EVENT_MOUSE)
			g_string_append_printf(out, "mouse%d(%d,%d)", event.key - PRESS_CLICK, event.y, event.x);
		else
			g_string_append(out, name);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *bytes, *events;
} sequences[] = {
	{ "ab", "'a' 'b'" },
	{ "\r\n\t\x7f\b", "Enter Enter Tab Backspace Backspace" },
	{ "\001\032\037", "^A ^Z ^_" },
	{ "\033[A\033OA\033[1;5D", "Up Up C-Left" },
	{ "\033[Z\033[1;2Z", "S-Tab S-Tab" },
	{ "\033[H\033[4~\033[5~\033[6;3~", "Home End PgUp M-PgDn" },
	{ "\033OP\033OR\033[12~\033[15~\033[[A\033[[E", "F1 F3 F2 F5 F1 F5" },
	{ "\033f\033\177\033\001", "M-f M-Backspace M-^A" },
	{ "\033\033[A", "Esc Up" },
	{ "é漢😀", "'é' '漢' '😀'" },
	/* Home, End and the F keys as screen and PuTTY, rxvt, and the Linux console send them */
	{ "\033[1~\033[4~\033[7~\033[8~\033[2~\033[3~", "Home End Home End Insert Delete" },
	{ "\033[11~\033[12~\033[13~\033[14~\033[15~\033[24~", "F1 F2 F3 F4 F5 F12" },
	{ "\033[[A\033[[B\033[[C\033[[D\033[[E\033[17~", "F1 F2 F3 F4 F5 F6" },
	/* with Shift and Ctrl: rxvt, the Linux console's Tab, Konsole's F keys */
	{ "\033[7$\033[8^\033[3@a", "S-Home C-End S-C-Delete 'a'" },
	{ "\033[a\033[d\033Oa\033Od", "S-Up S-Left C-Up C-Left" },
	{ "\033\t\033O2P\033O5S", "S-Tab S-F1 C-F4" },
	/* the number pad of an application */
	{ "\033Op\033Oy\033Oj\033Ok\033Ol\033Om\033On\033Oo\033OM", "'0' '9' '*' '+' ',' '-' '.' '/' Enter" },
	/* a mouse: the left button going down, the wheel; the older way to tell of it as well */
	{ "\033[<0;12;5M\033[<0;12;5ma", "mouse0(4,11) 'a'" },
	{ "\033[<64;1;1M\033[<65;200;60Mb", "mouse1(0,0) mouse2(59,199) 'b'" },
	{ "\033[<2;3;4M\033[<32;3;4M\033[<0;0;1M\033[<0;1Mc", "'c'" },
	{ "\033[M !!\033[M#jjd", "mouse0(0,0) 'd'" },
	/* what a terminal answers, and what we do not know, is no key */
	{ "\033[12;34Ra", "'a'" },
	{ "\033[?62;c\033[>0;276;0cb", "'b'" },
	{ "\033[?2026;2$y\033[4;2$yb", "'b'" },
	{ "\033[99~\033[200;1~\033[1;2;3;4Ac", "'c'" },
	{ "\033]11;rgb:0000/0000/0000\033\\d", "'d'" },
	{ "\033]0;title\ae", "'e'" },
	{ "\033P1$r0m\033\\f", "'f'" },
	/* a sequence broken off does not eat what follows */
	{ "\033[1\033[B", "Down" },
	{ "\033[1\rx", "Enter 'x'" },
	/* not UTF-8, C1: dropped, and nothing else with them */
	{ "a\xff\xfe" "b\xc3(\xc0\xaf\xed\xa0\x80z", "'a' 'b' '(' 'z'" },
	{ "\xf8\x88\x80\x80\x80q\xc2\x9bw", "'q' 'w'" },
	/* paste: one event, line ends alike, no control characters, bad bytes shown as such */
	{ "\033[200~ab\r\ncd\re\n\033[201~x", "paste(ab\ncd\ne\n) 'x'" },
	{ "\033[200~\033[31m\x9b\xff\0337q\033[201~y", "paste([31m??7q) 'y'" },
	{ "\033[200~\033[20\033[201~\033[200~\033[201~z", "paste([20) 'z'" },
	{ "\033[201~stray", "'s' 't' 'r' 'a' 'y'" },
};

static void test_sequences(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
		struct decoder *decoder = decoder_new();
		size_t len = strlen(sequences[i].bytes);
		g_autofree char *events = NULL;

		g_assert_cmpuint(decoder_feed(decoder, sequences[i].bytes, len), ==, len);
		events = decode(decoder);
		g_assert_cmpstr(events, ==, sequences[i].events);
		g_assert_false(decoder_waits(decoder));
		decoder_free(decoder);
	}
}

/* However the bytes are cut on their way, the events are the same. */
static void test_byte_by_byte(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
		struct decoder *decoder = decoder_new();
		GString *all = g_string_new(NULL);

		for (const char *byte = sequences[i].bytes; *byte; byte++) {
			g_autofree char *events = NULL;

			decoder_feed(decoder, byte, 1);
			events = decode(decoder);
			if (*events)
				g_string_append_printf(all, "%s%s", all->len ? " " : "", events);
		}
		g_assert_cmpstr(all->str, ==, sequences[i].events);
		g_string_free(all, TRUE);
		decoder_free(decoder);
	}
}

static void test_escape_waits(void)
{
	static const struct { const char *bytes, *events; } rows[] = {
		{ "\033", "Esc" }, { "\033[", "" }, { "\033O", "" }, { "\033[1;", "" }, { "\033\033", "Esc Esc" },
		{ "\xe6\xbc", "" }, { "\033]0;x", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct decoder *decoder = decoder_new();
		g_autofree char *before = NULL, *events = NULL, *whole = NULL, *after = NULL;

		decoder_feed(decoder, rows[i].bytes, strlen(rows[i].bytes));
		before = decode(decoder);
		g_assert_true(decoder_waits(decoder));
		decoder_expire(decoder);
		events = decode(decoder);
		whole = g_strconcat(before, *before && *events ? " " : "", events, NULL);
		g_assert_cmpstr(whole, ==, rows[i].events);
		g_assert_false(decoder_waits(decoder));
		decoder_feed(decoder, "a", 1);
		after = decode(decoder);
		g_assert_cmpstr(after, ==, "'a'");
		decoder_free(decoder);
	}
}

static void test_long_paste(void)
{
	struct decoder *decoder = decoder_new();
	g_autofree char *text = g_strnfill(3 * 1024 * 1024, 'x');
	size_t len = strlen(text), at = 0;
	struct event event;

	decoder_feed(decoder, "\033[200~", 6);
	while (at < len) {
		at += decoder_feed(decoder, text + at, MIN(len - at, 3000));
		g_assert_false(decoder_next(decoder, &event));
	}
	decoder_feed(decoder, "\033[201~k", 7);
	g_assert_true(decoder_next(decoder, &event));
	g_assert_cmpint(event.kind, ==, EVENT_PASTE);
	g_assert_cmpuint(event.len, <=, 1024 * 1024);
	g_assert_cmpuint(event.len, >, 1024 * 1023);
	g_assert_true(decoder_next(decoder, &event));
	g_assert_cmpint(event.key, ==, 'k');
	decoder_free(decoder);
}

/* Any bytes: no crash, and all text that comes out is UTF-8. */
static void test_noise(void)
{
	struct decoder *decoder = decoder_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	static const char pieces[] = "\033[O]P~;0123\a\\\x80\xc3\xe2\xf0\x9f aA";

	for (int i = 0; i < 200000; i++) {
		char byte = pieces[g_rand_int_range(random, 0, sizeof(pieces))];
		struct event event;

		g_assert_cmpuint(decoder_feed(decoder, &byte, 1), ==, 1);
		if (i % 17 == 0)
			decoder_expire(decoder);
		while (decoder_next(decoder, &event))
			if (event.text)
				g_assert_true(g_utf8_validate_len(event.text, event.len, NULL));
	}
	decoder_free(decoder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keys/names", test_names);
	g_test_add_func("/keys/sequences", test_sequences);
	g_test_add_func("/keys/byte-by-byte", test_byte_by_byte);
	g_test_add_func("/keys/escape-waits", test_escape_waits);
	g_test_add_func("/keys/long-paste", test_long_paste);
	g_test_add_func("/keys/noise", test_noise);
	return g_test_run();
}
