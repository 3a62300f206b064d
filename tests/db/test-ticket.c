/* The writers' turn: whoever waits gets it in the order of coming, however long they wait, and from a
 * writer who died too. */
#include "db/ticket.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/seam.h"

#define WAITING 10
#define APART_US (100 * 1000)
#define COMING '?'

struct queue {
	struct seam seam;
	char *lock;
	int said[2];		/* a byte of everybody who comes or gets the turn */
	pid_t child[WAITING];
};

/* Everybody opens the file by themselves, as sessions do: the lock is of the open file. */
static int lock_open(const struct queue *queue)
{
	int fd = open(queue->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	g_assert_cmpint(fd, >=, 0);
	return fd;
}

static void say(const struct queue *queue, char name)
{
	g_assert_cmpint(write(queue->said[1], &name, 1), ==, 1);
}

static char hear(const struct queue *queue)
{
	char name;

	g_assert_cmpint(read(queue->said[0], &name, 1), ==, 1);
	return name;
}

static void queue_begin(struct queue *queue)
{
	*queue = (struct queue){ .lock = NULL };
	seam_init(&queue->seam);
	queue->lock = seam_path(&queue->seam, "lock");
	g_assert_cmpint(pipe(queue->said), ==, 0);
}

static void queue_end(struct queue *queue)
{
	close(queue->said[0]);
	close(queue->said[1]);
	g_free(queue->lock);
	seam_clear(&queue->seam);
}

/* When this is over the child waits. */
static pid_t wait_in_line(const struct queue *queue, char name)
{
	pid_t child = fork();
	int fd;

	g_assert_cmpint(child, >=, 0);
	if (child != 0) {
		g_assert_cmpint(hear(queue), ==, COMING);
		seam_wait_asleep(child);
		g_usleep(APART_US);
		return child;
	}
	fd = lock_open(queue);
	say(queue, COMING);
	GOOD(ticket_take(fd, &error));
	say(queue, name);
	ticket_return(fd);
	_exit(0);
}

static void expect_ended(pid_t child)
{
	int status;

	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

static void those_who_came_first_write_first(void)
{
	struct queue queue;
	int fd;

	queue_begin(&queue);
	fd = lock_open(&queue);
	GOOD(ticket_take(fd, &error));
	for (int i = 0; i < WAITING; i++)
		queue.child[i] = wait_in_line(&queue, (char)('a' + i));
	/* the first have now waited for longer than a second, the last have not */
	g_usleep(6 * APART_US);
	ticket_return(fd);
	for (int i = 0; i < WAITING; i++)
		g_assert_cmpint(hear(&queue), ==, 'a' + i);
	for (int i = 0; i < WAITING; i++)
		expect_ended(queue.child[i]);
	close(fd);
	queue_end(&queue);
}

static void the_turn_of_the_dead_goes_on(void)
{
	struct queue queue;
	pid_t holder, next;
	int status;

	queue_begin(&queue);
	holder = fork();
	if (holder == 0) {
		GOOD(ticket_take(lock_open(&queue), &error));
		say(&queue, 'h');
		pause();
		_exit(1);
	}
	g_assert_cmpint(hear(&queue), ==, 'h');
	next = wait_in_line(&queue, 'n');
	g_assert_cmpint(kill(holder, SIGKILL), ==, 0);
	g_assert_cmpint(waitpid(holder, &status, 0), ==, holder);
	g_assert_cmpint(hear(&queue), ==, 'n');
	expect_ended(next);
	queue_end(&queue);
}

/* Who tells the anchor holds up nobody who changes the store, but the next who tells the anchor. */
static void the_anchor_has_a_turn_of_its_own(void)
{
	struct queue queue;
	g_autoptr(GError) busy = NULL;
	int first, second;

	queue_begin(&queue);
	first = lock_open(&queue);
	second = lock_open(&queue);
	GOOD(ticket_take_turn(first, TURN_ANCHOR, 0, &error));
	GOOD(ticket_take_turn(second, TURN_STORE, 0, &error));
	g_assert_false(ticket_take_turn(second, TURN_ANCHOR, 100, &busy));
	g_assert_nonnull(strstr(busy->message, "is busy: another session has been writing for 1 second; try again"));
	ticket_return_turn(first, TURN_ANCHOR);
	GOOD(ticket_take_turn(second, TURN_ANCHOR, 0, &error));
	close(first);
	close(second);
	queue_end(&queue);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/ticket/" #name, name)
	TEST(those_who_came_first_write_first);
	TEST(the_turn_of_the_dead_goes_on);
	TEST(the_anchor_has_a_turn_of_its_own);
	return g_test_run();
}
