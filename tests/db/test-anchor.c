/* The anchor file itself: what is read of it, whatever it is. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "db/anchor.h"
#include "tests/seam.h"

#define UUID "6f1c2b1e-0000-4000-8000-000000000001"
#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* What is no file is refused at once: a pipe would be waited for. */
static void test_that_is_no_file(void)
{
	g_autofree char *dir = g_dir_make_tmp("blotter-anchor-XXXXXX", NULL);
	g_autofree char *pipe = g_build_filename(dir, "pipe", NULL);
	const char *const paths[] = { dir, "/dev/zero", pipe };

	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autoptr(GError) error = NULL;
		struct anchor_head head;
		bool found;

		g_assert_false(anchor_last(paths[i], UUID, &found, &head, &error));
		g_assert_nonnull(strstr(error->message, "is not a regular file; move it away"));
	}
	g_unlink(pipe);
	g_rmdir(dir);
}

/* However many lines of other stores stand behind it, the last of ours is found, and not one before it. */
static void test_far(void)
{
	static const char other[] = "v1 11111111-2222-4333-8444-555555555555 7 " HEX " 1767225600000\n";
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("blotter-anchor-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	close(fd);
	for (int others = 0; others < 1200; others += others < 40 ? 1 : 97) {
		g_autoptr(GString) text = g_string_new("v1 " UUID " 1 " HEX " 1767225600000\n"
						       "v1 " UUID " 2 " HEX " 1767225600000\n");
		struct anchor_head head;
		bool found;

		for (int i = 0; i < others; i++)
			g_string_append(text, other);
		g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
		GOOD(anchor_last(path, UUID, &found, &head, &error));
		g_assert_true(found);
		g_assert_cmpint(head.seq, ==, 2);
	}
	g_unlink(path);
}

static int descriptor_of(const char *path)
{
	for (int fd = STDERR_FILENO + 1; fd < 256; fd++) {
		g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd), *to = g_file_read_link(link, NULL);

		if (g_strcmp0(to, path) == 0)
			return fd;
	}
	return -1;
}

/* What cannot be read is no end: behind it may stand what tells that the log was cut off. */
static void test_unreadable(void)
{
	const struct anchor_head one = { .seq = 1, .time = 1 };
	g_autofree char *dir = g_dir_make_tmp("blotter-anchor-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "file", NULL);
	CLEANUP(anchor_close) struct anchor *anchor = NULL;
	int directory = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct anchor_head head;
	g_autoptr(GError) why = NULL;

	GOOD(anchor_append(path, UUID, &one, &error));
	anchor = anchor_open(path, UUID, &why);
	g_assert_no_error(why);
	g_assert_cmpint(dup2(directory, descriptor_of(path)), >, STDERR_FILENO);
	g_assert_false(anchor_next(anchor, &head));
	g_assert_false(anchor_ended(anchor, &why));
	g_assert_true(err_is(why, ERR_FAILED));
	g_assert_nonnull(strstr(why->message, path));
	close(directory);
	g_unlink(path);
	g_rmdir(dir);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/anchor/far", test_far);
	g_test_add_func("/anchor/unreadable", test_unreadable);
	g_test_add_func("/anchor/that-is-no-file", test_that_is_no_file);
	return g_test_run();
}
