/* A pseudo-terminal whose slave the screens draw on, in this process. What a frame sent is known to the byte,
 * with no waiting for quiet: a mark is written after it, and a thread reads up to the mark. */
#ifndef TESTS_UI_PTY_H
#define TESTS_UI_PTY_H

#include <fcntl.h>
#include <glib.h>
#include <pty.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define PTY_MARK "\005"		/* ENQ: no terminal description has it */

struct pty {
	int master, slave;
	char name[64];
	GThread *reader;
	GAsyncQueue *frames;	/* of GString, one for each mark */
};

static inline gpointer pty_read(gpointer data)
{
	struct pty *pty = data;
	GString *frame = g_string_new(NULL);
	char bytes[4096];
	ssize_t n;

	while ((n = read(pty->master, bytes, sizeof bytes)) > 0) {
		for (ssize_t i = 0; i < n; i++) {
			if (bytes[i] != *PTY_MARK) {
				g_string_append_c(frame, bytes[i]);
				continue;
			}
			g_async_queue_push(pty->frames, frame);
			frame = g_string_new(NULL);
		}
	}
	g_string_free(frame, TRUE);
	return NULL;
}

static inline void pty_open(struct pty *pty, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	g_assert_cmpint(openpty(&pty->master, &pty->slave, pty->name, NULL, &size), ==, 0);
	pty->frames = g_async_queue_new();
	pty->reader = g_thread_new("terminal", pty_read, pty);
}

/* What was written since the last time; free with g_string_free. */
static inline GString *pty_take(struct pty *pty)
{
	g_assert_cmpint(write(pty->slave, PTY_MARK, 1), ==, 1);
	return g_async_queue_pop(pty->frames);
}

static inline void pty_close(struct pty *pty)
{
	close(pty->slave);
	g_thread_join(pty->reader);
	close(pty->master);
	g_async_queue_unref(pty->frames);
}

#endif
