/* An export of the log that cannot be made leaves nothing that looks like one. */
#include "tests/db/fixture.h"

#include <signal.h>
#include <sys/resource.h>

#include "db/audit.h"

/* What is whole has all its files; a part looks like an export, and is in the way of the next. */
static void test_export_stopped(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *dir = g_build_filename(f->dir, "export", NULL);
	struct rlimit before, little;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	little = (struct rlimit){ 100, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &little), ==, 0);
	REFUSED(audit_export(&f->store, dir, &error), "cannot write");
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	g_assert_false(g_file_test(dir, G_FILE_TEST_EXISTS));
	OK(audit_export(&f->store, dir, &error));
	fixture_free(f);
}

static void test_export_nowhere(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *file = g_build_filename(f->dir, "file", NULL);
	g_autofree char *dir = g_build_filename(file, "export", NULL);

	g_assert_true(g_file_set_contents(file, "", 0, NULL));
	REFUSED(audit_export(&f->store, dir, &error), "Not a directory");
	fixture_free(f);
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/audit-export/stopped", test_export_stopped);
	g_test_add_func("/audit-export/nowhere", test_export_nowhere);
	return g_test_run();
}
