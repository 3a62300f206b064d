#include "db/ticket.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"

#define TICK_S 1

static struct flock ticket(short type, enum turn turn)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)turn, .l_len = 1 };
}

static void wake(int signal)
{
	(void)signal;
}

/* A timer whose signal ends the wait, and never before its time: whoever is woken goes to the end of
 * the line. Then it ticks, because a tick may come just before the wait. */
static bool timer_begin(int wait_ms, timer_t *timer, struct sigaction *before)
{
	const struct itimerspec ticks = { .it_value = { .tv_sec = wait_ms / 1000,
							.tv_nsec = wait_ms % 1000 * 1000000L },
					  .it_interval = { .tv_sec = TICK_S } };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	struct sigaction action = { .sa_handler = wake };	/* no SA_RESTART */

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGRTMIN, &action, before) != 0)
		return false;
	if (timer_create(CLOCK_MONOTONIC, &event, timer) != 0) {
		sigaction(SIGRTMIN, before, NULL);
		return false;
	}
	timer_settime(*timer, 0, &ticks, NULL);
	return true;
}

static bool busy(int wait_ms, GError **error)
{
	g_autofree char *waited = time_wait(wait_ms);

	return err_set(error, ERR_FAILED, _("the store is busy: another session has been writing for %s; try again"),
		       waited);
}

static bool wait_for(int fd, enum turn turn, int wait_ms, GError **error)
{
	gint64 end = g_get_monotonic_time() + (gint64)wait_ms * 1000;
	struct flock lock = ticket(F_WRLCK, turn);
	struct sigaction before;
	timer_t timer;
	int rc, code;

	if (!timer_begin(wait_ms, &timer, &before))
		return err_set(error, ERR_FAILED, _("cannot wait for the store: %s"),
			       g_strerror(errno));
	do {
		rc = fcntl(fd, F_OFD_SETLKW, &lock);
		code = errno;
	} while (rc != 0 && code == EINTR && g_get_monotonic_time() < end);
	timer_delete(timer);
	sigaction(SIGRTMIN, &before, NULL);
	if (rc == 0)
		return true;
	if (code == EINTR)
		return busy(wait_ms, error);
	return err_set(error, ERR_FAILED, _("cannot lock the store: %s"), g_strerror(code));
}

bool ticket_take_turn(int lock_fd, enum turn turn, int wait_ms, GError **error)
{
	struct flock lock = ticket(F_WRLCK, turn);

	if (fcntl(lock_fd, F_OFD_SETLK, &lock) == 0)
		return true;
	if (errno == EAGAIN || errno == EACCES || errno == EINTR)
		return wait_for(lock_fd, turn, wait_ms, error);
	return err_set(error, ERR_FAILED, _("cannot lock the store: %s"), g_strerror(errno));
}

void ticket_return_turn(int lock_fd, enum turn turn)
{
	struct flock lock = ticket(F_UNLCK, turn);

	if (fcntl(lock_fd, F_OFD_SETLK, &lock) != 0)
		g_error("the writers' lock cannot be given back");
}

bool ticket_take(int lock_fd, GError **error)
{
	return ticket_take_within(lock_fd, TICKET_WAIT_MS, error);
}

bool ticket_take_within(int lock_fd, int wait_ms, GError **error)
{
	return ticket_take_turn(lock_fd, TURN_STORE, wait_ms, error);
}

void ticket_return(int lock_fd)
{
	ticket_return_turn(lock_fd, TURN_STORE);
}
