/* Which of the traps that we know this libsqlcipher has, one line each. Each is tried in a process and
 * a directory of its own, for some of them destroy or crash. */
#include "tests/traps/traps.h"

#include <glib.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void try_in_child(const struct trap *trap, const char *dir)
{
	if (chdir(dir) != 0)
		_exit(TRAP_UNCLEAR);
	alarm(60);
	if (!freopen("/dev/null", "w", stderr))
		_exit(TRAP_UNCLEAR);
	_exit((int)trap->try());
}

static void remove_files(const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		unlink(path);
	}
	rmdir(dir);
}

static enum trap_answer try(const struct trap *trap)
{
	g_autofree char *dir = g_dir_make_tmp("traps-XXXXXX", NULL);
	int status;
	pid_t pid = fork();

	if (pid == 0)
		try_in_child(trap, dir);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		status = -1;
	remove_files(dir);
	if (WIFSIGNALED(status))
		return TRAP_CRASHED;
	return WIFEXITED(status) ? (enum trap_answer)WEXITSTATUS(status) : TRAP_UNCLEAR;
}

/* In a process of its own too: libcrypto is untouched where its allocator is to be replaced. */
static void print_library(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		printf("SQLCipher %s, OpenSSL %s\n", traps_library(), OpenSSL_version(OPENSSL_VERSION_STRING));
		fflush(stdout);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

int main(void)
{
	static const char *const words[] = {
		[TRAP_HAS] = "has it", [TRAP_HAS_NOT] = "has not", [TRAP_UNCLEAR] = "cannot tell here",
		[TRAP_CRASHED] = "crashes",
	};
	int found = 0;

	print_library();
	for (const struct trap *trap = traps; trap->what; trap++) {
		enum trap_answer answer = try(trap);

		printf("%-17s %s\n", words[answer], trap->what);
		fflush(stdout);
		found += answer == TRAP_HAS;
	}
	printf("%d of its traps are known to be there; the store goes around each (doc/ARCHITECTURE.md)\n", found);
	return 0;
}
