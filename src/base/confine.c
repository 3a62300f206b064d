#include "src/base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/leak_check.h"

/* linux/landlock.h of Debian 12 knows the second version of the interface only; the kernel goes by the size. */
struct landlock_attr { uint64_t files, net, scoped; };
struct landlock_path { uint64_t allowed; int32_t fd; } __attribute__((packed));
#define CREATE_RULESET_VERSION 1
#define RULE_PATH_BENEATH 1
#define FILE_EXECUTE (UINT64_C(1) << 0)
#define FILE_WRITE (UINT64_C(1) << 1)
#define FILE_READ (UINT64_C(1) << 2)
#define DIR_READ (UINT64_C(1) << 3)
#define FILES_1 ((UINT64_C(1) << 13) - 1)	/* with making, removing, links, special files */
#define FILE_REFER (UINT64_C(1) << 13)		/* from version 2 on: renaming between directories */
#define FILE_TRUNCATE (UINT64_C(1) << 14)	/* 3 */
#define NET_TCP UINT64_C(3)			/* 4: bind, connect */
#define SCOPE_SOCKETS UINT64_C(1)		/* 6: abstract ones; signals are left to seccomp */
/* no special files: char 6, socket 9, fifo 10, block 11 */
#define MADE (UINT64_C(1) << 4 | UINT64_C(1) << 5 | UINT64_C(1) << 7 | UINT64_C(1) << 8)
#define WRITES (FILE_READ | DIR_READ | FILE_WRITE | MADE | FILE_REFER | FILE_TRUNCATE)
#define READS (FILE_READ | DIR_READ)
#define OF_A_FILE (FILE_READ | FILE_WRITE | FILE_TRUNCATE)

/* The leak check traces the process, and AddressSanitizer takes address space for all there could be. */
#ifdef LEAK_CHECK
#define LEAK_CHECK_READS "/proc",
static const bool seccomp_fits = false;
#else
#define LEAK_CHECK_READS
static const bool seccomp_fits = true;
#endif

static int landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);

	return version > 0 ? (int)version : 0;
}

static uint64_t files_handled(int version)
{
	return FILES_1 | (version >= 2 ? FILE_REFER : 0) | (version >= 3 ? FILE_TRUNCATE : 0);
}

static int ruleset_new(int version)
{
	struct landlock_attr attr = { files_handled(version), version >= 4 ? NET_TCP : 0,
				      version >= 6 ? SCOPE_SOCKETS : 0 };
	size_t size = version >= 6 ? sizeof(attr) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);

	return (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
}

static bool ruleset_allow(int ruleset, int version, const char *path, uint64_t allowed)
{
	struct landlock_path rule = { .fd = open(path, O_PATH | O_CLOEXEC) };
	struct stat st;
	bool done;

	if (rule.fd < 0)
		return true;	/* what is not there needs no leave */
	rule.allowed = allowed & files_handled(version);
	if (fstat(rule.fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed &= OF_A_FILE;
	/* a pipe is of no directory, and open to us as it is */
	done = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0 || errno == EBADFD;
	close(rule.fd);
	return done;
}

static bool ruleset_close_in(int ruleset)
{
	bool done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;

	close(ruleset);
	return done;
}

/* No file at all. */
static void landlock_nothing(void)
{
	int version = landlock_version(), ruleset = version ? ruleset_new(version) : -1;

	if (ruleset >= 0)
		ruleset_close_in(ruleset);
}

/* What the libraries open in their own time: messages, terminals, zones, names of users, modules. */
static const char *const system_reads[] = { LEAK_CHECK_READS "/usr/share", "/usr/lib", "/lib", "/lib64",
	"/usr/local/share",
	"/etc/localtime", "/etc/terminfo", "/lib/terminfo", "/etc/ssl", "/etc/nsswitch.conf", "/etc/passwd",
	"/etc/ld.so.cache", "/etc/machine-id", "/proc/sys/kernel/random", "/sys/devices/system/cpu/online" };
static const char *const system_writes[] = { "/dev/tty", "/dev/null", "/dev/random", "/dev/urandom" };

static bool landlock_keys(const GArray *paths, int version)
{
	int ruleset = ruleset_new(version);
	bool done = ruleset >= 0;

	for (size_t i = 0; done && i < G_N_ELEMENTS(system_reads); i++)
		done = ruleset_allow(ruleset, version, system_reads[i], READS);
	for (size_t i = 0; done && i < G_N_ELEMENTS(system_writes); i++)
		done = ruleset_allow(ruleset, version, system_writes[i], OF_A_FILE);
	for (guint i = 0; done && i < paths->len; i++) {
		const struct confine_path *path = &g_array_index(paths, struct confine_path, i);

		done = ruleset_allow(ruleset, version, path->path, path->write ? WRITES : READS);
	}
	return done && ruleset_close_in(ruleset);
}

/* All that a program of ours and its libraries call. What is in no list is unknown to the process (ENOSYS), so
 * that a C library newer than this list goes back to what it knows from before. */
static const char *const calls_of_all[] = { "brk", "clock_getres", "clock_gettime", "clock_nanosleep", "close",
	"exit", "exit_group", "futex", "getcpu", "getpid", "getrandom", "getrusage", "gettid", "gettimeofday",
	"madvise", "mmap", "mmap2", "mprotect", "mremap", "munmap", "nanosleep", "poll", "ppoll", "read", "readv",
	"recvfrom", "recvmsg", "restart_syscall", "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
	"sched_getaffinity", "sched_yield", "sendmsg", "sendto", "set_robust_list", "setitimer", "sigaltstack",
	"sigreturn", "time", "write", "writev", NULL };
static const char *const calls_with_keys[] = { "_llseek", "_newselect", "access", "alarm", "arch_prctl", "chdir",
	"chmod", "connect", "copy_file_range", "dup", "dup2", "dup3", "epoll_create1", "epoll_ctl", "epoll_pwait",
	"epoll_wait", "eventfd2", "faccessat", "faccessat2", "fadvise64", "fallocate", "fchmod", "fchmodat", "fchown",
	"fcntl", "fcntl64", "fdatasync", "fgetxattr", "flock", "fstat", "fstat64", "fstatfs", "fstatfs64", "fsync",
	"ftruncate", "ftruncate64", "getcwd", "getdents", "getdents64", "getegid", "geteuid", "getgid", "getgroups",
	"getpeername", "getpgid", "getpgrp", "getppid", "getpriority", "getresgid", "getresuid", "getrlimit", "getsid",
	"getsockname", "getsockopt", "getuid", "link", "linkat", "lseek", "lstat", "lstat64",
	"membarrier", "mkdir", "mkdirat", "mlock", "mlock2", "msync", "munlock", "newfstatat", "open", "openat",
	"openat2", "pause", "pipe", "pipe2", "pread64", "preadv", "prlimit64", "pselect6", "pwrite64", "pwritev",
	"readahead", "readlink", "readlinkat", "rename", "renameat", "renameat2", "rmdir", "rt_sigpending",
	"rt_sigsuspend", "rt_sigtimedwait", "sched_get_priority_max", "sched_get_priority_min", "sched_getparam",
	"sched_getscheduler", "select", "set_tid_address", "shutdown", "signalfd", "signalfd4", "stat", "stat64",
	"statfs", "statfs64", "statx", "sync_file_range", "sysinfo", "timer_create",
	"timer_delete", "timer_getoverrun", "timer_gettime", "timer_settime", "timerfd_create",
	"timerfd_settime", "times",
	"ugetrlimit", "umask", "uname", "unlink", "unlinkat", "utimensat", "wait4", "waitid", "waitpid", NULL };
/* Known and refused: whoever tries is told so. */
static const char *const calls_refused[] = { "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv",
	"process_vm_writev", "bpf", "keyctl", "add_key", "request_key", "userfaultfd", "perf_event_open", "mount",
	"umount2", "unshare", "setns", "chroot", "pivot_root", "init_module", "finit_module", "kexec_load",
	"io_uring_setup", "open_by_handle_at", "pidfd_getfd", "bind", "listen", "accept", "accept4", "socketpair",
	"setuid", "setgid", "setresuid", "setresgid", NULL };

static int add_calls(scmp_filter_ctx filter, uint32_t action, const char *const *names)
{
	int rc = 0;

	for (size_t i = 0; names[i] && rc == 0; i++) {
		int number = seccomp_syscall_resolve_name(names[i]);

		if (number >= 0)	/* else another machine's, or newer than the library */
			rc = seccomp_rule_add(filter, action, number, 0);
	}
	return rc;
}

/* A thread (the password's KDF has some) and no process; a datagram to the system's log and no other socket;
 * of prctl what takes something away or names something. */
static int add_narrowed(scmp_filter_ctx filter)
{
	const uint32_t refused = SCMP_ACT_ERRNO(EPERM);
	int rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
				  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));

	if (rc == 0)
		rc = seccomp_rule_add(filter, refused, SCMP_SYS(clone), 1,
				      SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_A0(SCMP_CMP_EQ, AF_UNIX),
				      SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, SOCK_DGRAM));
	if (rc == 0)
		rc = seccomp_rule_add(filter, refused, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	for (const int *option = (const int[]){ PR_SET_NAME, PR_GET_DUMPABLE, PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS,
	     PR_SET_VMA, 0 }; *option && rc == 0; option++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
				      SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)*option));
	return rc;
}

/* Signals to ourselves; of others only whether they live. No key pressed for the terminal's next reader. */
static int add_signals(scmp_filter_ctx filter, bool keys)
{
	const scmp_datum_t self = (scmp_datum_t)getpid();
	int rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self));

	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, SCMP_A0(SCMP_CMP_EQ, self));
	if (rc == 0 && keys)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, SCMP_A1_32(SCMP_CMP_EQ, 0));
	if (rc == 0 && keys)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1_32(SCMP_CMP_NE, TIOCSTI));
	return rc;
}

/* 0, or the errno of the kernel. more: what is called besides; NULL: nothing is, and all else is refused. */
static int seccomp_begin(const char *const *more)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(more ? ENOSYS : EPERM));
	int rc = filter ? add_calls(filter, SCMP_ACT_ALLOW, calls_of_all) : -ENOMEM;

	if (rc == 0)
		rc = add_signals(filter, more != NULL);
	if (rc == 0 && more)
		rc = add_calls(filter, SCMP_ACT_ALLOW, more);
	if (rc == 0 && more)
		rc = add_narrowed(filter);
	if (rc == 0 && more)
		rc = add_calls(filter, SCMP_ACT_ERRNO(EPERM), calls_refused);
	if (rc == 0)
		rc = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	return -rc;
}

static void no_new_rights(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		g_debug("the process may still gain rights: %s", g_strerror(errno));
}

bool confine_keys(const GArray *paths, struct confinement *confinement, GError **error)
{
	int version = landlock_version();

	no_new_rights();
	*confinement = (struct confinement){ .seccomp = -1, .landlock = version };
	if (version && !landlock_keys(paths, version))
		return err_set(error, ERR_FAILED, _("the process cannot be kept to its own files: %s"),
			       g_strerror(errno));
	if (seccomp_fits)
		confinement->seccomp = seccomp_begin(calls_with_keys);
	return true;
}

static void limit(int what, rlim_t soft, rlim_t hard)
{
	const struct rlimit both = { soft, hard };

	if (setrlimit((__rlimit_resource_t)what, &both) != 0)
		g_debug("limit %d cannot be set: %s", what, g_strerror(errno));
}

void confine_nursery(void)
{
	no_new_rights();
	landlock_nothing();
}

void confine_child(size_t memory, unsigned seconds)
{
	/* the end comes by SIGXCPU, which says why; only who outlives that is killed */
	limit(RLIMIT_CPU, seconds, seconds + 1);
	limit(RLIMIT_FSIZE, 0, 0);
	limit(RLIMIT_NOFILE, 0, 0);	/* what is open stays, nothing comes */
	limit(RLIMIT_NPROC, 0, 0);
	if (seccomp_fits)
		limit(RLIMIT_AS, memory, memory);
	seccomp_begin(NULL);
}

void confine_time(unsigned ms)
{
	const struct itimerval after = { .it_value = { ms / 1000, ms % 1000 * 1000 } };

	setitimer(ITIMER_PROF, &after, NULL);
}
