/* Golden screens: each tests/screens/NAME.keys is played on a fake terminal over a store of its own,
 * and what was shown must be NAME.screen. With --update the .screen files are written instead.
 *
 * A .keys file has one step a line:
 *	size 80x24 | ascii | mono | pseudo | user NAME	before the first step
 *	data WORD...			words of this golden that no language changes, as those of pseudo.words
 *	store NAME [ACTS]		NAME.yaml, and NAME.acts or ACTS.acts
 *	open SCREEN [ARGUMENT]		instead of the queue, or of login when no user is given
 *	click Y X  wheel up|down
 *	press KEY...  type TEXT  paste TEXT (\n)  resize 40x12
 *	wait 90s			also min, h: the clock moves as if keys were pressed, then a tick
 *	idle 90s			the same without any key
 *	do USER ACTION [TARGET] [| name=value]...	somebody else acts, then a tick
 *	full, room			the disk takes nothing; it takes what comes again
 *	draft USER PLACE | name=value	what they typed elsewhere and did not save
 *	shot WHAT			the screen, and where the cursor is
 *	cost BYTES WHAT		no more than that went to the terminal since the cost before
 *	looks				letters for what each cell is painted with, in each theme: paints.h
 *	picture NAME TITLE		the screen in its colours is doc/pictures/NAME.svg
 *	record NAME | rest 2s		from here on doc/NAME.cast; it shows the screen for so long
 */
#include "tests/ui/shots.h"

static bool key_event(struct play *play, struct event *event)
{
	const char *name = play->keys ? play->keys[play->key] : NULL;

	if (!name) {
		g_clear_pointer(&play->keys, g_strfreev);
		return false;
	}
	play->key++;
	take_frame(play, KEY_MS);
	*event = (struct event){ EVENT_KEY, key_parse(name), NULL, 0 };
	if (event->key == PRESS_NONE)
		g_error("there is no key '%s'", name);
	if (event->key < PRESS_ENTER) {
		event->kind = EVENT_TEXT;
		event->len = (size_t)g_unichar_to_utf8((gunichar)event->key, play->character);
		event->text = play->character;
	}
	return true;
}

static bool text_event(struct play *play, struct event *event)
{
	if (!play->typed || !*play->typed) {
		play->typed = NULL;
		return false;
	}
	take_frame(play, LETTER_MS);
	*event = (struct event){ EVENT_TEXT, (int)g_utf8_get_char(play->typed), play->typed,
		(size_t)g_utf8_skip[(guchar)*play->typed] };
	play->typed += event->len;
	return true;
}

static bool mouse_event(const char *step, struct event *event)
{
	const char *rest;
	char *x;

	if (is(step, "wheel", &rest)) {
		*event = (struct event){ EVENT_MOUSE, !strcmp(rest, "up") ? PRESS_WHEEL_UP : PRESS_WHEEL_DOWN };
		return true;
	}
	if (!is(step, "click", &rest))
		return false;
	*event = (struct event){ EVENT_MOUSE, PRESS_CLICK };
	event->y = (int)g_ascii_strtoll(rest, &x, 10);
	event->x = (int)g_ascii_strtoll(x, NULL, 10);
	return true;
}

static void set_room(bool any)
{
	struct rlimit limit;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	limit.rlim_cur = any ? limit.rlim_max : 0;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

/* A step that gives no event. */
static void do_step(struct play *play, const char *step)
{
	const char *rest;

	if (is(step, "sees", &rest))
		do_open_case(play, rest, PRESENT_READS);
	else if (is(step, "edits", &rest))
		do_open_case(play, rest, PRESENT_EDITS);
	else if (is(step, "full", &rest) || is(step, "room", &rest))
		set_room(*step == 'r');
	else if (is(step, "draft", &rest))
		do_draft(play, rest);
	else if (is(step, "shot", &rest))
		take_shot(play, rest);
	else if (is(step, "looks", &rest))
		take_looks(play);
	else if (is(step, "picture", &rest))
		take_picture(rest);
	else if (is(step, "record", &rest))
		begin_cast(play, rest);
	else if (is(step, "rest", &rest))
		take_frame(play, (int)g_ascii_strtoll(rest, NULL, 10) * 1000);
	else if (is(step, "cost", &rest))
		check_cost(play, rest);
	else if (*step && *step != '#')
		g_error("there is no step '%s'", step);
}

/* True: *event was filled. */
static bool take_step(struct play *play, const char *step, struct event *event)
{
	const char *rest;
	int height, width;

	*event = (struct event){ EVENT_TICK, PRESS_NONE, NULL, 0 };
	if (is(step, "press", &rest)) {
		play->keys = g_strsplit(rest, " ", -1);
		play->key = 0;
		return key_event(play, event);
	}
	if (mouse_event(step, event))
		return true;
	if (is(step, "type", &rest)) {
		play->typed = rest;
		return text_event(play, event);
	}
	if (is(step, "paste", &rest)) {
		g_free(play->held);
		play->held = g_strcompress(rest);
		*event = (struct event){ EVENT_PASTE, PRESS_NONE, play->held, strlen(play->held) };
		return true;
	}
	if (is(step, "resize", &rest)) {
		read_size(rest, &height, &width);
		term_resize(play->ui.term, height, width);
		event->kind = EVENT_RESIZE;
		return true;
	}
	if (is(step, "wait", &rest)) {
		do_wait(play, rest);
		play->ui.typed_at = play->seam.boot;
		return true;
	}
	if (is(step, "idle", &rest)) {
		do_wait(play, rest);
		return true;
	}
	if (is(step, "do", &rest)) {
		do_act(play, rest);
		return true;
	}
	do_step(play, step);
	return false;
}

static bool next_event(void *data, struct event *event)
{
	struct play *play = data;

	if (key_event(play, event) || text_event(play, event))
		return true;
	while (play->steps[play->step])
		if (take_step(play, play->steps[play->step++], event))
			return true;
	return false;
}

static void read_store(struct play *play, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 2);

	play->store = g_strdup(words[0]);
	play->acts = g_strdup(words[1] ? words[1] : words[0]);
}

/* The lines before the first step that says what to do. */
static void read_head(struct play *play)
{
	const char *rest;

	for (; play->steps[play->step]; play->step++) {
		const char *step = play->steps[play->step];

		if (is(step, "size", &rest))
			read_size(rest, &play->height, &play->width);
		else if (is(step, "zone", &rest))
			g_setenv("TZ", rest, TRUE);
		else if (is(step, "store", &rest))
			read_store(play, rest);
		else if (is(step, "user", &rest))
			play->user = g_strdup(rest);
		else if (is(step, "open", &rest))
			play->open = g_strdup(rest);
		else if (is(step, "ascii", &rest))
			play->ascii = true;
		else if (is(step, "mono", &rest))
			play->mono = true;
		else if (is(step, "pseudo", &rest))
			play->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		else if (*step && *step != '#' && !is(step, "data", &rest))
			return;
	}
}

static void run(struct play *play)
{
	g_autofree char *device = g_strdup_printf("/proc/self/fd/%d", fileno(play->sent = tmpfile()));
	struct start start = {
		.house = &ui_house, .host = &play->host, .store = play->seam.store_dir,
		.term = { .ascii = play->ascii, .colours = play->mono ? COLOURS_NEVER : COLOURS_AUTO,
			.next = next_event, .data = play,
			.height = play->height, .width = play->width, .device = device },
	};
	g_auto(GStrv) open = g_strsplit(play->open ? play->open : play->user ? "queue" : "login", " ", 2);
	g_autoptr(GError) error = NULL;

	pseudo = play->words != NULL;
	ui_start(&play->ui, &start, &error);
	g_assert_no_error(error);
	if (play->user)
		play->ui.session = session_of(play, play->user);
	if (!screen_open(&play->ui, open[0], open[0] ? open[1] : NULL))
		g_error("%s was not opened", open[0]);
	loop_run(&play->ui);
	if (play->steps[play->step])
		g_string_append_printf(play->shown, "-- left before: %s\n", play->steps[play->step]);
	ui_end(&play->ui);
	fclose(play->sent);
	g_setenv("TZ", "UTC", TRUE);
	pseudo = false;
}

static void compare(const char *name, const char *shown)
{
	g_autofree char *path = screens_file(name, ".screen"), *golden = NULL;
	g_auto(GStrv) have = NULL, want = NULL;

	if (update) {
		g_assert_true(g_file_set_contents(path, shown, -1, NULL));
		return;
	}
	if (!g_file_get_contents(path, &golden, NULL, NULL)) {
		g_test_message("%s is missing: ./dev screens", path);
		g_test_fail();
		return;
	}
	if (!strcmp(golden, shown))
		return;
	have = g_strsplit(shown, "\n", -1);
	want = g_strsplit(golden, "\n", -1);
	for (int i = 0; have[i] && want[i]; i++)
		if (strcmp(have[i], want[i]) != 0)
			g_test_message("%s.screen:%d\n- %s\n+ %s", name, i + 1, want[i], have[i]);
	if (g_strv_length(have) != g_strv_length(want))
		g_test_message("%s.screen has another length", name);
	g_test_fail();
}

/* One for all goldens, and forked while this process is small: each page of it that is written afterwards is
 * copied first. */
static struct parse_child *parser;

static void test_screen(const void *data)
{
	const char *name = data;
	g_autofree char *text = read_file(name, ".keys");
	char origin[] = "tty test";
	struct play play = { .height = 24, .width = 80, .shown = g_string_new(NULL) };

	seam_init(&play.seam);
	play.seam.now = START;
	play.host = (struct session_host){
		.clock = &play.seam.clock,
		.policy = seam_kdf_policy(),
		.via = "tui",
		.origin = origin,
		.parser = parser,
	};
	play.sessions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)session_close);
	play.sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	play.steps = g_strsplit(text, "\n", -1);
	read_head(&play);
	g_assert_nonnull(play.store);
	if (play.words)
		learn_words(&play, name);
	build_store(&play);
	/* whoever acted before is somebody else's session, or has left */
	g_hash_table_remove_all(play.sessions);
	run(&play);
	g_hash_table_unref(play.sessions);
	g_hash_table_unref(play.sets);
	g_clear_pointer(&play.words, g_hash_table_unref);
	seam_clear(&play.seam);
	if (play.shown->len)
		compare(name, play.shown->str);
	end_cast(&play);
	g_string_free(play.shown, TRUE);
	g_strfreev(play.steps);
	g_free(play.held);
	g_strfreev(play.keys);
	g_free(play.store);
	g_free(play.acts);
	g_free(play.user);
	g_free(play.open);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_tests(GPtrArray *names)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "screens", NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(file, ".keys"))
			g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".keys")));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *test = g_strconcat("/screens/", names->pdata[i], NULL);

		g_test_add_data_func(test, names->pdata[i], test_screen);
	}
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	int rc;

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	if (argc > 1 && !strcmp(argv[1], "--update")) {
		update = true;
		argv[1] = argv[0];
		argv++;
		argc--;
	}
	g_test_init(&argc, &argv, NULL);
	parser = intake_parser(NULL);
	sizes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	painted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	add_tests(names);
	g_test_add_func("/sizes/each screen at two", test_sizes);
	g_test_add_func("/paints/each screen", test_paints);
	rc = g_test_run();
	intake_parser_end(parser);
	return rc;
}
