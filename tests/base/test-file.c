#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/warn.h"

/* A directory for each test, with one path in it */
struct place {
	char *dir, *path, *temp;
};

static void place_new(struct place *p, gconstpointer data)
{
	(void)data;
	p->dir = g_dir_make_tmp("blotter-XXXXXX", NULL);
	p->path = g_build_filename(p->dir, "file", NULL);
	p->temp = g_strconcat(p->path, ".tmp", NULL);
	g_assert_nonnull(p->dir);
}

static void place_free(struct place *p, gconstpointer data)
{
	GDir *dir = g_dir_open(p->dir, 0, NULL);
	const char *name;

	(void)data;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(p->dir, name, NULL);

		g_remove(path);
	}
	g_dir_close(dir);
	g_rmdir(p->dir);
	g_free(p->dir);
	g_free(p->path);
	g_free(p->temp);
}

static void put(const char *path, const char *text)
{
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void assert_content(const char *path, const char *expected)
{
	g_autofree char *data = NULL;
	g_autoptr(GError) error = NULL;
	size_t len;

	file_read(path, 1000000, &data, &len, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(data, ==, expected);
	g_assert_cmpuint(len, ==, strlen(expected));
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	g_assert_cmpint(lstat(path, &st), ==, 0);
	return st.st_mode & 07777;
}

/* Every refusal names the file and ends without a full stop. */
static void assert_refused(bool result, GError **error, const char *path)
{
	g_assert_false(result);
	g_assert_true(err_is(*error, ERR_FAILED) || err_is(*error, ERR_INVALID));
	g_assert_nonnull(strstr((*error)->message, path));
	g_assert_false(g_str_has_suffix((*error)->message, "."));
	g_clear_error(error);
}

static void test_read(struct place *p, gconstpointer unused)
{
	g_autofree char *data = NULL, *link = g_build_filename(p->dir, "link", NULL);
	g_autoptr(GError) error = NULL;
	size_t len;

	(void)unused;
	put(p->path, "0123456789");
	g_assert_true(file_read(p->path, 10, &data, &len, NULL));
	g_assert_cmpuint(len, ==, 10);
	g_assert_cmpint(data[10], ==, '\0');
	g_clear_pointer(&data, g_free);
	assert_refused(file_read(p->path, 9, &data, &len, &error), &error, p->path);
	assert_refused(
		file_read("/nowhere/at/all", 9, &data, &len, &error), &error, "/nowhere/at/all");
	assert_refused(file_read(p->dir, 9, &data, &len, &error), &error, p->dir);
	g_assert_cmpint(symlink(p->path, link), ==, 0);
	assert_refused(file_read(link, 100, &data, &len, &error), &error, "symbolic link");
	g_unlink(link);
	g_assert_cmpint(mkfifo(link, 0600), ==, 0);
	assert_refused(file_read(link, 100, &data, &len, &error), &error, "regular file");
	g_assert_false(file_read(link, 100, &data, &len, NULL));
	g_assert_null(data);
	put(p->path, "");
	g_assert_true(file_read(p->path, 0, &data, &len, NULL));
	g_assert_cmpstr(data, ==, "");
}

static void test_read_fd(struct place *p, gconstpointer unused)
{
	g_autofree char *big = g_strnfill(300000, 'b');
	g_autofree char *data = NULL, *less = NULL;
	g_autoptr(GError) error = NULL;
	size_t len;
	int fd;

	(void)unused;
	put(p->path, big);
	fd = open(p->path, O_RDONLY | O_CLOEXEC);
	g_assert_true(file_read_fd(fd, "big", SIZE_MAX, &data, &len, NULL));
	g_assert_cmpuint(len, ==, 300000);
	g_assert_cmpstr(data, ==, big);
	g_assert_cmpint(lseek(fd, 0, SEEK_SET), ==, 0);
	assert_refused(file_read_fd(fd, "big", 299999, &less, &len, &error), &error,
		"cannot read \"big\": it is larger");
	close(fd);
	assert_refused(file_read_fd(-1, "gone", 10, &less, &len, &error), &error,
		"cannot read \"gone\": Bad file");
}

static void test_replace(struct place *p, gconstpointer unused)
{
	static const mode_t modes[] = { 0600, 0400, 0644, 0660 };
	mode_t before = umask(077);

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autofree char *text = g_strdup_printf("version %zu", i);
		g_autoptr(GError) error = NULL;

		file_replace(p->path, text, strlen(text), modes[i], &error);
		g_assert_no_error(error);
		assert_content(p->path, text);
		g_assert_cmpuint(mode_of(p->path), ==, modes[i]);
		g_assert_false(file_exists(p->temp));
	}
	umask(before);
	g_assert_true(file_replace(p->path, NULL, 0, 0600, NULL));
	assert_content(p->path, "");
}

/* Writing fails after some bytes: the limit of a file's size stands in for a full disk. */
static bool when_full(bool (*write)(const char *, const void *, size_t, mode_t, GError **),
	const char *path, size_t len, GError **error)
{
	g_autofree char *data = g_strnfill(len, 'n');
	struct rlimit before, small;
	bool ok;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small = before;
	small.rlim_cur = 1000;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	ok = write(path, data, len, 0600, error);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	return ok;
}

/* Not even where the tree itself is one. */
static void test_remove_no_link(struct place *p, gconstpointer unused)
{
	g_autofree char *tree = g_build_filename(p->dir, "tree", NULL), *inner = g_build_filename(tree, "inner", NULL);
	g_autofree char *link = g_build_filename(p->dir, "link", NULL);
	g_autofree char *in_tree = g_build_filename(inner, "link", NULL);

	(void)unused;
	put(p->path, "kept");
	g_assert_cmpint(symlink(p->dir, link), ==, 0);
	file_remove_tree(link);
	assert_content(p->path, "kept");
	g_assert_cmpint(g_mkdir_with_parents(inner, 0700), ==, 0);
	g_assert_cmpint(symlink(p->dir, in_tree), ==, 0);
	file_remove_tree(tree);
	g_assert_false(file_exists(tree));
	assert_content(p->path, "kept");
}

/* The sentence is about the file that it is about, and says what helps. */
static void test_copy(struct place *p, gconstpointer unused)
{
	g_autofree char *to = g_strconcat(p->path, ".copy", NULL), *big = g_strnfill(5000, 'n');
	g_autoptr(GError) error = NULL;

	(void)unused;
	put(p->path, big);
	g_assert_true(file_copy(p->path, to, 0600, NULL));
	assert_content(to, big);
	assert_refused(file_copy(p->path, to, 0600, &error), &error, "cannot create");
	g_unlink(to);
	assert_refused(file_copy(p->dir, to, 0600, &error), &error, "cannot read");
	assert_refused(file_copy(to, p->path, 0600, &error), &error, "cannot open");
	g_assert_false(file_exists(to));
}

static void test_replace_keeps_old(struct place *p, gconstpointer unused)
{
	g_autofree char *below = g_build_filename(p->dir, "missing", "file", NULL);
	g_autoptr(GError) error = NULL;

	(void)unused;
	put(p->path, "old");
	assert_refused(when_full(file_replace, p->path, 5000, &error), &error, p->path);
	assert_content(p->path, "old");
	g_assert_false(file_exists(p->temp));
	assert_refused(file_replace(below, "x", 1, 0600, &error), &error, below);
}

static void test_replace_and_links(struct place *p, gconstpointer unused)
{
	g_autofree char *target = g_build_filename(p->dir, "target", NULL);
	g_autoptr(GError) error = NULL;

	(void)unused;
	put(target, "untouched");
	g_assert_cmpint(symlink(target, p->path), ==, 0);
	assert_refused(file_replace(p->path, "new", 3, 0600, &error), &error, p->path);
	assert_refused(file_append(p->path, "new", 3, 0600, &error), &error, "symbolic link");
	assert_refused(file_create(p->path, "new", 3, 0600, &error), &error, "exists already");
	g_assert_cmpint(file_lock(p->path, true, 0, NULL), ==, -1);
	g_unlink(p->path);
	g_assert_cmpint(symlink(target, p->temp), ==, 0);
	assert_refused(file_replace(p->path, "new", 3, 0600, &error), &error, p->temp);
	g_unlink(p->temp);
	assert_content(target, "untouched");
}

static void test_replace_and_stale(struct place *p, gconstpointer unused)
{
	g_autofree char *other = g_build_filename(p->dir, "other", NULL);
	g_autoptr(GError) error = NULL;

	(void)unused;
	put(p->temp, "half a fi");
	g_assert_true(file_replace(p->path, "new", 3, 0600, NULL));
	assert_content(p->path, "new");
	/* Two names mean that somebody else uses the file. */
	put(p->temp, "in use");
	g_assert_cmpint(link(p->temp, other), ==, 0);
	assert_refused(file_replace(p->path, "newer", 5, 0600, &error), &error, p->temp);
	assert_content(other, "in use");
	assert_content(p->path, "new");
	g_unlink(p->temp);
	g_assert_cmpint(mkdir(p->temp, 0700), ==, 0);
	assert_refused(file_replace(p->path, "newer", 5, 0600, &error), &error, p->temp);
}

static void test_create(struct place *p, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	assert_refused(when_full(file_create, p->path, 5000, &error), &error, p->path);
	g_assert_false(file_exists(p->path));
	g_assert_true(file_create(p->path, "first", 5, 0640, NULL));
	g_assert_cmpuint(mode_of(p->path), ==, 0640);
	assert_refused(file_create(p->path, "second", 6, 0600, &error), &error, p->path);
	assert_content(p->path, "first");
	g_assert_false(file_exists(p->temp));
}

static void test_append(struct place *p, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(file_append(p->path, "one\n", 4, 0640, NULL));
	g_assert_cmpuint(mode_of(p->path), ==, 0640);
	g_assert_true(file_append(p->path, "two\n", 4, 0600, NULL));
	g_assert_cmpuint(mode_of(p->path), ==, 0640);
	assert_refused(when_full(file_append, p->path, 5000, &error), &error, p->path);
	assert_content(p->path, "one\ntwo\n");
	assert_refused(file_append(p->dir, "x", 1, 0600, &error), &error, p->dir);
	g_assert_cmpint(mkfifo(p->temp, 0600), ==, 0);
	assert_refused(file_append(p->temp, "x", 1, 0600, &error), &error, p->temp);
}

static void test_append_together(struct place *p, gconstpointer unused)
{
	g_autofree char *data = NULL;
	g_auto(GStrv) lines = NULL;
	size_t len;
	int n = 0;

	(void)unused;
	for (int i = 0; i < 4; i++) {
		if (fork() == 0) {
			for (int j = 0; j < 50; j++)
				if (!file_append(p->path, "0123456789\n", 11, 0600, NULL))
					_exit(1);
			_exit(0);
		}
	}
	for (int i = 0; i < 4; i++) {
		int status = -1;

		wait(&status);
		g_assert_cmpint(status, ==, 0);
	}
	g_assert_true(file_read(p->path, 100000, &data, &len, NULL));
	lines = g_strsplit(data, "\n", -1);
	for (; lines[n][0]; n++)
		g_assert_cmpstr(lines[n], ==, "0123456789");
	g_assert_cmpint(n, ==, 200);
}

static void test_private(struct place *p, gconstpointer unused)
{
	static const struct {
		mode_t mode;
		bool ok;
	} modes[] = {
		{ 0600, true },
		{ 0400, true },
		{ 0700, true },
		{ 0640, false },
		{ 0601, false },
		{ 0660, false },
		{ 0602, false },
	};
	g_autoptr(GError) error = NULL;

	(void)unused;
	put(p->path, "x");
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_chmod(p->path, modes[i].mode);
		g_assert_cmpint(file_check_private(p->path, NULL), ==, modes[i].ok);
		g_chmod(p->dir, modes[i].mode | 0300);
		g_assert_cmpint(file_check_private(p->dir, NULL), ==, modes[i].ok);
	}
	g_chmod(p->dir, 0700);
	g_chmod(p->path, 0600);
	g_assert_cmpint(symlink(p->path, p->temp), ==, 0);
	assert_refused(file_check_private(p->temp, &error), &error, p->temp);
	if (geteuid() != 0)
		assert_refused(file_check_private("/", &error), &error, "another user");
	else if (chown(p->path, 12345, (gid_t)-1) == 0) /* root of a container may have no other user */
		assert_refused(file_check_private(p->path, &error), &error, "another user");
}

static void test_lock(struct place *p, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	int first, second, third;
	gint64 start;

	(void)unused;
	first = file_lock(p->path, false, 0, NULL);
	second = file_lock(p->path, false, -1, NULL);
	g_assert_cmpint(first, >=, 0);
	g_assert_cmpint(second, >=, 0);
	g_assert_cmpuint(mode_of(p->path), ==, 0600);
	g_assert_true((fcntl(first, F_GETFD) & FD_CLOEXEC) != 0);
	third = file_lock(p->path, true, 0, &error);
	g_assert_cmpint(third, ==, -1);
	g_assert_nonnull(strstr(error->message, "busy"));
	g_assert_true(err_is(error, ERR_FAILED));
	start = g_get_monotonic_time();
	g_assert_cmpint(file_lock(p->path, true, 100, NULL), ==, -1);
	g_assert_cmpint(g_get_monotonic_time() - start, >=, 100000);
	close(first);
	close(second);
	third = file_lock(p->path, true, -1, NULL);
	g_assert_cmpint(third, >=, 0);
	close(third);
}

static void test_directory(struct place *p, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(file_sync_directory(p->dir, NULL));
	put(p->path, "x");
	assert_refused(file_sync_directory(p->path, &error), &error, p->path);
	g_assert_false(file_exists(p->temp));
	g_assert_cmpint(symlink("nowhere", p->temp), ==, 0);
	g_assert_true(file_exists(p->temp));
}

static void add(const char *name, void (*test)(struct place *, gconstpointer))
{
	g_test_add(name, struct place, NULL, place_new, test, place_free);
}

static void tell_to(const char *sentence, void *data)
{
	g_string_append_printf(data, "%s\n", sentence);
}

/* What is told of it; "" when nothing is. */
static char *unfinished(const char *path, enum unfinished how)
{
	GString *told = g_string_new(NULL);

	warn_to(tell_to, told);
	file_unfinished(path, how);
	warn_to(NULL, NULL);
	return g_string_free(told, FALSE);
}

static void what_somebody_makes_is_left_alone_until_they_are_stopped(struct place *p, gconstpointer data)
{
	g_autofree char *path = g_build_filename(p->dir, "A_blotter_1", NULL), *like = NULL;
	g_autofree char *inner = NULL, *temp = NULL;
	g_autofree char *other = g_build_filename(p->dir, "A_blotter_12.tmp-abcdef", NULL);
	g_autofree char *told = NULL, *no = NULL, *seen = NULL, *removed = NULL, *more = NULL;
	int held;

	(void)data;
	g_assert_cmpint(g_mkdir(other, 0700), ==, 0);
	temp = file_make_beside(path, &held, NULL);
	inner = g_build_filename(temp, "cases-0001.db", NULL);
	put(inner, "half");
	g_assert_cmpint(held, >=, 0);
	no = unfinished(path, UNFINISHED_REMOVE);
	g_assert_cmpstr(no, ==, "");
	close(held);
	seen = unfinished(path, UNFINISHED_TELL);
	g_assert_nonnull(strstr(seen, "an unfinished copy of 2"));
	g_assert_nonnull(strstr(seen, temp));
	g_assert_null(strstr(seen, other));
	assert_content(inner, "half");
	removed = unfinished(path, UNFINISHED_REMOVE);
	g_assert_nonnull(strstr(removed, "was removed"));
	g_assert_false(file_exists(temp));
	like = g_build_filename(p->dir, "_blotter_", NULL);
	told = unfinished(like, UNFINISHED_REMOVE);
	g_assert_cmpstr(told, ==, "");
	g_assert_true(file_exists(other));
	more = unfinished(like, UNFINISHED_REMOVE | UNFINISHED_LIKE);
	g_assert_false(file_exists(other));
}

static void what_is_not_ours_alone_or_no_directory_is_left_alone(struct place *p, gconstpointer data)
{
	g_autofree char *open_to_all = g_strconcat(p->path, ".tmp-abcdef", NULL), *told = NULL;
	g_autofree char *file = g_strconcat(p->path, ".tmp-bcdefg", NULL);
	g_autofree char *link = g_strconcat(p->path, ".tmp-cdefgh", NULL);

	(void)data;
	g_assert_cmpint(g_mkdir(open_to_all, 0700), ==, 0);
	g_assert_cmpint(g_chmod(open_to_all, 0755), ==, 0);
	put(file, "text");
	g_assert_cmpint(symlink(p->dir, link), ==, 0);
	told = unfinished(p->path, UNFINISHED_REMOVE);
	g_assert_cmpstr(told, ==, "");
	g_assert_true(file_exists(open_to_all) && file_exists(file) && file_exists(link));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/file/a regular file is read up to its limit", test_read);
	add("/file/a descriptor is read to its end", test_read_fd);
	add("/file/replace writes content and mode", test_replace);
	add("/file/replace keeps the old content when writing fails", test_replace_keeps_old);
	add("/file/nothing is written through a symbolic link", test_replace_and_links);
	add("/file/only a stale file of ours is removed", test_replace_and_stale);
	add("/file/create never replaces", test_create);
	add("/file/append is all or nothing", test_append);
	add("/file/lines of several writers stay whole", test_append_together);
	add("/file/a copy that fails names the file at fault", test_copy);
	add("/file/a tree is removed and no link followed", test_remove_no_link);
	add("/file/private means ours alone", test_private);
	add("/file/a lock waits as long as it is told", test_lock);
	add("/file/a directory is synced and a dangling link exists", test_directory);
	add("/file/what somebody makes is left alone until they are stopped",
	    what_somebody_makes_is_left_alone_until_they_are_stopped);
	add("/file/what is not ours alone, or no directory, is left alone",
	    what_is_not_ours_alone_or_no_directory_is_left_alone);
	return g_test_run();
}
