#include "src/cli/tty.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "src/base/secret.h"
#include "src/base/text.h"

bool tty_open(struct tty *tty)
{
	*tty = (struct tty){ fopen("/dev/tty", "re"), fopen("/dev/tty", "we") };
	if (tty->in && tty->out)
		return true;
	tty_close(tty);
	return false;
}

void tty_close(struct tty *tty)
{
	if (tty->in)
		fclose(tty->in);
	if (tty->out)
		fclose(tty->out);
	*tty = (struct tty){ 0 };
}

int tty_width(int fd)
{
	struct winsize size = { 0 };

	if (!isatty(fd))
		return 0;
	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
		return 80;
	return size.ws_col;
}

void tty_say(struct tty *tty, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_BLOCK);
	g_auto(GStrv) lines = text_wrap(visible, tty_width(fileno(tty->out)));

	for (char **line = lines; *line; line++)
		fprintf(tty->out, "%s\n", *line);
	fflush(tty->out);
}

char *tty_ask(struct tty *tty, const char *prompt, const char *initial)
{
	g_autofree char *visible = text_visible(prompt, -1, TEXT_LINE);
	char *line = NULL, *answer;
	size_t room = 0;
	ssize_t len;

	if (initial)
		fprintf(tty->out, "%s [%s]: ", visible, initial);
	else
		fprintf(tty->out, "%s: ", visible);
	fflush(tty->out);
	len = getline(&line, &room, tty->in);
	answer = len < 0 ? NULL : g_strstrip(g_strdup(line));
	secret_wipe(line, room);
	free(line);
	if (answer && !*answer && initial) {
		g_free(answer);
		answer = g_strdup(initial);
	}
	return answer;
}
