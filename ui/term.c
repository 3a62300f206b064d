#include "ui/term.h"

#include "src/base/err.h"
#include "src/base/i18n.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#define TICK_MS 1000
#define ESCAPE_MS 50	/* how long an escape may wait for the rest of its sequence */

/* A tick notices that the session was ended from elsewhere: five seconds are promised. */
G_STATIC_ASSERT(2 * TICK_MS <= 5000);

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

struct term {
	SCREEN *screen;
	FILE *device;		/* tests: what curses reads and writes */
	struct surface surface;
	struct decoder *decoder;
	struct term_options options;
	int colours;
	struct style styles[PAINTS];	/* that it goes by */
	char *reset;		/* what sgr0 was */
	int signals;		/* signalfd; -1 in tests */
	sigset_t old_mask;
	int64_t next_tick;	/* monotonic ms */
	bool gone;
};

/* What a signal handler needs to give the terminal back: the one variable of this program that is
 * neither const nor passed around. */
static struct {
	volatile sig_atomic_t active;
	struct termios saved;
	char text[256];
	size_t len;
} way_out;

static const int crashes[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGQUIT };

/* Async-signal-safe. */
static void give_back(void)
{
	ssize_t written;

	if (!way_out.active)
		return;
	way_out.active = 0;
	written = write(STDOUT_FILENO, way_out.text, way_out.len);
	(void)written; /* nobody is left to be told */
	tcsetattr(STDIN_FILENO, TCSANOW, &way_out.saved);
}

static void on_crash(int number)
{
	give_back();
	signal(number, SIG_DFL);
	raise(number);
}

static void way_out_add(const char *text)
{
	size_t len;

	if (!text || text == (char *)-1)
		return;
	/* terminfo writes delays as $<5>: none of the terminals of today wants them */
	while (*text) {
		const char *end = g_str_has_prefix(text, "$<") ? strchr(text, '>') : NULL;

		len = end ? 0 : 1;
		if (way_out.len + len > sizeof(way_out.text))
			return;
		memcpy(way_out.text + way_out.len, text, len);
		way_out.len += len;
		text = end ? end + 1 : text + 1;
	}
}

/* Does terminfo have a sequence of this name? */
static bool has_sequence(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (char *)-1;
}

/* What one leaves is nobody's: a terminal without a second screen is cleared. */
static void way_out_fill(bool mouse)
{
	way_out.len = 0;
	way_out_add(paste_off);
	way_out_add(mouse ? mouse_off : NULL);
	way_out_add(tigetstr("sgr0"));
	way_out_add(tigetstr("cnorm"));
	way_out_add(tigetstr(has_sequence("rmcup") ? "rmcup" : "clear"));
}

static void way_out_prepare(void)
{
	struct sigaction action = { .sa_handler = on_crash, .sa_flags = SA_RESETHAND };

	way_out_fill(false);
	for (size_t i = 0; i < G_N_ELEMENTS(crashes); i++)
		sigaction(crashes[i], &action, NULL);
	atexit(give_back);
	way_out.active = 1;
}

static void say(const char *sequence)
{
	putp(sequence);
	fflush(stdout);
}

static int64_t monotonic(void)
{
	return g_get_monotonic_time() / 1000;
}

static void cut_out(char *text, const char *part, size_t len)
{
	char *at = len ? strstr(text, part) : NULL;

	if (at)
		memmove(at, at + len, strlen(at + len) + 1);
}

/* With each look, most terminals are told which character set to use: three bytes a time, and we never switch it.
 * So this is cut out of what curses goes by, which is what tigetstr gives; there is no other door to it. */
static void keep_character_set(struct term *term)
{
	char *look = tigetstr("sgr"), *reset = tigetstr("sgr0"), *back = tigetstr("rmacs");
	const char *from, *to;

	if (!has_sequence("sgr") || !has_sequence("sgr0") || !has_sequence("rmacs"))
		return;
	term->reset = g_strdup(reset);
	from = strstr(look, "%?%p9");
	to = from ? strstr(from, "%;") : NULL;
	if (to)
		cut_out(look, from, (size_t)(to - from) + strlen("%;"));
	cut_out(reset, back, strcspn(back, "$"));
}

/* Terminals whose fonts, as shipped, have few signs beyond ASCII. */
static bool has_few_signs(const char *name)
{
	static const char *const names[] = { "linux", "vt52", "vt100", "vt102", "vt220", "ansi", "cons25" };

	for (size_t i = 0; name && i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* "xterm-direct" for "xterm-256color": the same terminal with all its colours. NULL: terminfo has none. */
static SCREEN *direct_screen(const char *name)
{
	g_autofree char *direct = g_strdup_printf("%.*s-direct", (int)strcspn(name, "-"), name);

	return newterm(direct, stdout, stdin);
}

static bool open_screen(struct term *term, GError **error)
{
	const char *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(error, ERR_FAILED, _("the screens need a terminal (ssh -t gives one); see "
			       "'blotter --help' for the command line"));
	if (!name || !*name)
		return err_set(error, ERR_FAILED, _("TERM is not set; try TERM=xterm-256color"));
	tcgetattr(STDIN_FILENO, &way_out.saved);
	if (term->options.colours == COLOURS_DIRECT)
		term->screen = direct_screen(name);
	if (!term->screen)
		term->screen = newterm(name, stdout, stdin);
	if (!term->screen)
		return err_set(error, ERR_FAILED, _("the terminal '%s' is not known; try TERM=xterm-256color"), name);
	return has_sequence("cup") ||
	       err_set(error, ERR_FAILED, _("the terminal '%s' cannot place text; try `blotter --plain`, or "
				"TERM=xterm-256color"), name);
}

static bool open_nothing(struct term *term, GError **error)
{
	const char *device = term->options.device ? term->options.device : "/dev/null";
	const char *type = term->options.type ? term->options.type : "xterm-256color";

	use_env(FALSE);
	/* terminfo knows no size of some */
	use_tioctl(term->options.type != NULL);
	term->device = fopen(device, "r+");
	if (term->device)
		term->screen = newterm(type, term->device, term->device);
	if (!term->screen)
		return err_set(error, ERR_FAILED, _("the terminal '%s' is not known; try TERM=xterm-256color"), type);
	resize_term(term->options.height, term->options.width);
	return true;
}

static void watch_signals(struct term *term)
{
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGWINCH);
	sigaddset(&mask, SIGHUP);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGINT);
	sigaddset(&mask, SIGPIPE);
	sigprocmask(SIG_BLOCK, &mask, &term->old_mask);
	term->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	if (term->signals < 0)
		g_error("signalfd: %s", g_strerror(errno));
}

struct term *term_open(const struct term_options *options, GError **error)
{
	struct term *term = g_new0(struct term, 1);

	term->options = *options;
	term->signals = -1;
	if (options->next ? !open_nothing(term, error) : !open_screen(term, error)) {
		term_close(term);
		return NULL;
	}
	keep_character_set(term);
	/* until it was left once, curses 6.4 writes at each move of the cursor: on a line, a packet for each; and
	 * it would set the terminal's colours back, had they begun */
	endwin();
	refresh();
	/* raw: flow control is off, and ^C and ^Z are keys */
	raw();
	noecho();
	nonl();
	typeahead(-1);
	scrollok(stdscr, FALSE);
	term->colours = theme_colours(options->colours);
	term->surface.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	term->surface.ascii = options->ascii || !term->surface.utf8 ||
			      (!options->next && has_few_signs(getenv("TERM")));
	term->next_tick = monotonic() + TICK_MS;
	if (!options->next) {
		term->decoder = decoder_new();
		way_out_prepare();
		watch_signals(term);
		say(paste_on);
		term_redraw(term);
	}
	return term;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	if (term->screen) {
		if (!term->gone)
			endwin();
		delscreen(term->screen);
	}
	if (term->device)
		fclose(term->device);
	if (term->signals >= 0) {
		/* the handlers of a crash stay: they do nothing when the terminal is given back */
		if (!term->gone)
			give_back();
		way_out.active = 0;
		close(term->signals);
		sigprocmask(SIG_SETMASK, &term->old_mask, NULL);
	}
	decoder_free(term->decoder);
	draw_spots(&term->surface, false);
	g_free(term->reset);
	g_free(term);
}

int term_colours(const struct term *term)
{
	return term->colours;
}

void term_theme(struct term *term, const struct style styles[PAINTS])
{
	if (memcmp(term->styles, styles, sizeof(term->styles)) == 0)
		return;
	memcpy(term->styles, styles, sizeof(term->styles));
	theme_use(&term->surface.theme, styles, term->colours);
	clearok(curscr, TRUE);
}

void term_mouse(struct term *term, bool on)
{
	if (on == (term->surface.spots != NULL))
		return;
	draw_spots(&term->surface, on);
	if (term->options.next || !has_sequence("kmous"))
		return;
	say(on ? mouse_on : mouse_off);
	way_out_fill(on);
}

struct surface *term_surface(struct term *term)
{
	return &term->surface;
}

void term_size(const struct term *term, int *height, int *width)
{
	(void)term;
	getmaxyx(stdscr, *height, *width);
}

void term_resize(struct term *term, int height, int width)
{
	(void)term;
	/* not resizeterm(): that puts a key into a queue nobody reads */
	resize_term(MAX(height, 1), MAX(width, 1));
	clearok(curscr, TRUE);
}

static void take_size(struct term *term)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		term_resize(term, size.ws_row, size.ws_col);
}

/* False: nothing of interest. */
static bool take_signal(struct term *term, struct event *event)
{
	struct signalfd_siginfo info;
	bool resized = false;

	while (read(term->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGWINCH) {
			resized = true;
			continue;
		}
		if (info.ssi_signo == SIGPIPE)
			continue;
		term->gone = info.ssi_signo == SIGHUP;
		event->kind = EVENT_HANGUP;
		return true;
	}
	if (!resized)
		return false;
	take_size(term);
	event->kind = EVENT_RESIZE;
	return true;
}

/* Reads what is there. False: the terminal is gone. */
static bool take_bytes(struct term *term)
{
	char bytes[512];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (len <= 0)
		return len < 0 && (errno == EINTR || errno == EAGAIN);
	decoder_feed(term->decoder, bytes, (size_t)len);
	explicit_bzero(bytes, sizeof(bytes));
	return true;
}

static int wait_time(const struct term *term)
{
	int64_t left = term->next_tick - monotonic();

	if (decoder_waits(term->decoder))
		return ESCAPE_MS;
	return (int)CLAMP(left, 0, TICK_MS);
}

void term_wait(struct term *term, struct event *event)
{
	*event = (struct event){ EVENT_NONE };
	if (term->options.next) {
		if (!term->options.next(term->options.data, event))
			event->kind = EVENT_HANGUP;
		return;
	}
	for (;;) {
		struct pollfd fds[2] = { { STDIN_FILENO, POLLIN, 0 }, { term->signals, POLLIN, 0 } };
		int ready;

		if (decoder_next(term->decoder, event))
			return;
		ready = poll(fds, 2, wait_time(term));
		if (ready > 0 && fds[1].revents && take_signal(term, event))
			return;
		if (ready > 0 && fds[0].revents && !take_bytes(term)) {
			term->gone = true;
			event->kind = EVENT_HANGUP;
			return;
		}
		if (ready == 0 && decoder_waits(term->decoder)) {
			decoder_expire(term->decoder);
			if (decoder_next(term->decoder, event))
				return;
		}
		if (monotonic() >= term->next_tick) {
			term->next_tick = monotonic() + TICK_MS;
			event->kind = EVENT_TICK;
			return;
		}
	}
}

bool term_pending(struct term *term)
{
	struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

	if (term->options.next)
		return false;
	return decoder_waits(term->decoder) || poll(&input, 1, 0) > 0;
}

void term_wipe(struct term *term)
{
	bool scrollback = !term->options.next && has_sequence("E3");

	decoder_wipe(term->decoder);
	erase();
	clearok(curscr, TRUE);
	refresh();
	if (scrollback)
		say(tigetstr("E3"));
}

void term_redraw(struct term *term)
{
	if (term->reset && !term->options.next)
		say(term->reset);
	clearok(curscr, TRUE);
}

void term_suspend(struct term *term)
{
	bool mouse = term->surface.spots != NULL;

	if (term->options.next)
		return;
	term_mouse(term, false);
	say(paste_off);
	def_prog_mode();
	endwin();
	if (!has_sequence("rmcup"))
		say(tigetstr("clear"));
	/* curses' own handler would draw before we come back to the loop */
	signal(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	reset_prog_mode();
	take_size(term);
	say(paste_on);
	term_mouse(term, mouse);
	clearok(curscr, TRUE);
	refresh();
}
