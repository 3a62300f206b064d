/* The privilege matrix at the screens: for every role and every action, what hints, keys and completion
 * offer, and what comes of the action typed after `:` all the same. */
#include <locale.h>
#include <string.h>

#include "src/app/session.h"
/* the screens have a house of their own */
#define house people
#include "tests/matrix.h"
#include "tests/tally.h"
#undef house
#include "ui/command.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

enum { KEYS_MOST = 6 };

/* One cell after the other, as the loop asks for keys. */
struct play {
	struct ui ui;
	struct table table;
	guint row;
	enum standing_kind kind;
	char *act;			/* typed now; NULL: none yet */
	int64_t seq;			/* the log before it */
	size_t said;			/* messages before it */
	size_t key;			/* of the act */
	unsigned asked;			/* keys that what it opened was answered with */
	bool chose;			/* … and the last of a list was gone to */
};

static const struct row *row_now(const struct play *play)
{
	return play->table.rows->pdata[play->row];
}

/* --- what is offered --- */

static bool completed(struct ui *ui, const char *name)
{
	g_auto(GStrv) words = command_complete(ui, name);

	return g_strv_contains((const char *const *)words, name);
}

/* Allowed, but nothing that a hint should speak of. */
static bool idle(const struct play *play)
{
	enum fits fits = action_find(row_now(play)->action)->fits;

	return fits == FITS_NOT_MINE && play->kind == OWN;
}

/* Where the thing stands under the cursor; those who may not see it stay where they are. */
static void go_there(struct play *play, const char *target)
{
	const enum target kind = action_find(row_now(play)->action)->target;
	static const char *const screens[] = {
		[TARGET_CASE] = "case", [TARGET_ALERT] = "alerts", [TARGET_USER] = "users", [TARGET_GROUP] = "users",
	};

	if (kind != TARGET_NONE && kind != TARGET_SESSION)
		screen_open(&play->ui, screens[kind], kind == TARGET_CASE ? target : "");
}

static void check_offered(struct play *play, const char *name)
{
	const char *action = row_now(play)->action;
	bool want = result_expected(&play->table, row_now(play), play->kind) == DONE && !idle(play);

	/* the one under the cursor is their own */
	if (row_now(play)->stage == SESSION)
		want = true;
	if (command_offered(&play->ui, action) == want && completed(&play->ui, action) == want)
		return;
	g_test_message("%s: is %s", name, want ? "not offered" : "offered");
	g_test_fail();
}

/* --- what comes of it --- */

/* The first answer: a case that was given away is missed by its screen afterwards. */
static enum result result_told(const struct play *play, const char *name)
{
	enum result result = DONE;

	for (size_t i = play->said; i < messages_len(play->ui.messages); i++) {
		const struct message *message = messages_get(play->ui.messages, i);

		if (message->kind == MESSAGE_INFO)
			return DONE;
		/* the log tells whether it was really denied */
		if (message->kind == MESSAGE_ERROR)
			return result_of(false, message->text, &result) ? result : DENIED;
	}
	g_error("%s: nothing was said of it", name);
}

static unsigned cells[UNSEEN + 1];

static void check_cell(struct play *play)
{
	static const char *const words[] = { [DONE] = "done", [DENIED] = "denied", [UNSEEN] = "unseen" };
	g_autofree char *name = cell_name(&play->table, play->act, play->kind);
	enum result want = result_expected(&play->table, row_now(play), play->kind);
	enum result got = result_told(play, name);

	cells[want]++;
	if (got != want) {
		g_test_message("%s: %s instead of %s", name, words[got], words[want]);
		g_test_fail();
	}
	/* what is allowed and had nothing to do wrote nothing */
	if (got != DONE || log_head(&play->table) > play->seq)
		log_check(&play->table, row_now(play)->action, play->seq, got);
	g_clear_pointer(&play->act, g_free);
	while (play->ui.top->below)
		screen_close(&play->ui, play->ui.top);
}

/* --- the keys --- */

static void begin_cell(struct play *play)
{
	g_autofree char *target = stage_set(&play->table, row_now(play), play->kind), *name = NULL;

	play->act = row_act(row_now(play), target);
	name = cell_name(&play->table, play->act, play->kind);
	go_there(play, target);
	check_offered(play, name);
	play->seq = log_head(&play->table);
	play->said = messages_len(play->ui.messages);
	play->key = play->asked = 0;
}

/* A colleague's case too where the cell says that it makes a difference. */
static bool next_cell(struct play *play)
{
	if (row_of_a_case(row_now(play)) && play->kind == OWN) {
		play->kind = COLLEAGUES;
		return true;
	}
	play->kind = OWN;
	return ++play->row < play->table.rows->len;
}

static bool press(struct event *event, enum event_kind kind, int key, const char *text)
{
	*event = (struct event){ kind, key, text, text ? strlen(text) : 0 };
	return true;
}

/* Yes to a question, Enter to a notice; a dialog is done as it is, and left if that is refused. Nobody else agrees:
 * that is the last of those to choose from. */
static bool answer(struct play *play, struct event *event, const struct screen_class *class)
{
	bool dialog = g_str_equal(class->name, "dialog");

	if (++play->asked > KEYS_MOST)
		g_error("%s: %s does not go away", play->act, class->name);
	if (class->flags & SCREEN_LINE)
		return press(event, EVENT_TEXT, 'y', "y");
	if (g_str_equal(class->name, "choice") && !play->chose) {
		play->chose = true;
		return press(event, EVENT_KEY, PRESS_END, NULL);
	}
	play->chose = false;
	return press(event, EVENT_KEY, !dialog ? PRESS_ENTER : play->asked == 1 ? PRESS_F2 : PRESS_ESC, NULL);
}

/* ":", the act, Enter. */
static bool next(void *data, struct event *event)
{
	struct play *play = data;
	const struct screen *top = play->ui.top;

	if (play->act && play->key == 3 && top->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		return answer(play, event, top->class);
	if (play->act && play->key == 3) {
		check_cell(play);
		if (!next_cell(play))
			return false;
	}
	if (!play->act)
		begin_cell(play);
	switch (play->key++) {
	case 0:
		return press(event, EVENT_TEXT, ':', ":");
	case 1:
		return press(event, EVENT_PASTE, PRESS_NONE, play->act);
	default:
		return press(event, EVENT_KEY, PRESS_ENTER, NULL);
	}
}

static void the_screens_offer_and_refuse_what_the_matrix_says(gconstpointer data)
{
	CLEANUP(house_free) struct people *people = house_new();
	struct session *stager = house_sign_in(people, "gus");
	struct play play = { .kind = OWN };
	struct start start = {
		.house = &ui_house, .host = &people->host, .store = people->seam.store_dir,
		.term = { .next = next, .data = &play, .height = 24, .width = 80 },
	};
	g_autoptr(GError) error = NULL;

	table_read(&play.table, stager, GPOINTER_TO_SIZE(data));
	ui_start(&play.ui, &start, &error);
	g_assert_no_error(error);
	people->host.via = "tui";
	play.ui.session = house_sign_in(people, table_me(&play.table));
	g_assert_true(screen_open(&play.ui, "sessions", NULL));
	loop_run(&play.ui);
	g_assert_cmpuint(play.row, ==, play.table.rows->len);
	ui_end(&play.ui);
	people->host.via = "cli";
	session_close(stager);
	table_clear(&play.table);
}

int main(int argc, char **argv)
{
	int failed;

	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	/* the last, ingest, has no screens: signing in is refused */
	for (size_t who = 0; who < ROLE_INGEST; who++) {
		g_autofree char *path = g_strdup_printf("/matrix/the_screens_offer_and_refuse_%s_what_it_says",
							matrix_people[who].name);

		g_test_add_data_func(path, GSIZE_TO_POINTER(who), the_screens_offer_and_refuse_what_the_matrix_says);
	}
	failed = g_test_run();
	TALLY("Privileges", "the screens: %d roles, %u cells: %u done or had nothing to do, %u denied and not offered, "
	      "each with its entry in the log, %u not even seen", ROLE_INGEST,
	      cells[DONE] + cells[DENIED] + cells[UNSEEN], cells[DONE], cells[DENIED], cells[UNSEEN]);
	return failed;
}
