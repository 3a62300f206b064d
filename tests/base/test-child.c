/* A child of the nursery: what is said of its end is true. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "src/base/child.h"

static const struct child_limits limits = { (size_t)160 << 20, 20 };

/* Writes until nobody reads, as the reader of an alert does that has more to say. */
static void writes_without_end(int fd, const void *data)
{
	char room[4096];

	(void)data;
	memset(room, 'x', sizeof(room));
	while (write(fd, room, sizeof(room)) > 0)
		;
}

static void leaves(int fd, const void *data)
{
	(void)data;
	(void)!write(fd, "x", 1);
}

static void dies(int fd, const void *data)
{
	(void)data;
	(void)!write(fd, "x", 1);
	raise(SIGABRT);
}

static void ends_by(void (*serve)(int fd, const void *data), bool wait_for_end, int wanted)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(child_free) struct child *child = child_start(serve, NULL, &limits, &error);
	char byte;
	int how = -1;

	g_assert_no_error(error);
	g_assert_cmpint(read(child_fd(child), &byte, 1), ==, 1);
	while (wait_for_end && read(child_fd(child), &byte, 1) > 0)
		;
	g_assert_true(child_again(child, &how, &error));
	g_assert_cmpint(how, ==, wanted);
	g_assert_cmpint(read(child_fd(child), &byte, 1), ==, 1);
}

/* By the kill, not by a broken pipe: that would be told of the alert. */
static void one_that_writes_is_ended_by_us(void)
{
	for (int i = 0; i < 20; i++)
		ends_by(writes_without_end, false, SIGKILL);
}

static void one_that_left_left_by_itself(void)
{
	ends_by(leaves, true, 0);
}

static void one_that_died_says_of_what(void)
{
	ends_by(dies, true, SIGABRT);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/child/" #name, name)
	TEST(one_that_writes_is_ended_by_us);
	TEST(one_that_left_left_by_itself);
	TEST(one_that_died_says_of_what);
	return g_test_run();
}
