/* What a process may still do, for good: seccomp, Landlock and limits of the kernel. Where the kernel lacks
 * one or another, the process goes on without, and says so. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stddef.h>

#include "src/base/err.h"

struct confinement {
	int seccomp;	/* 0: in force, else the errno of the kernel; -1: not tried */
	int landlock;	/* the version of its interface, 0: the kernel has none; -1: not tried */
};

struct confine_path {
	char *path;
	bool write;	/* … and make and remove in it */
};

/* For the process that holds keys: no other programs, no processes, no network, no tracing, and of the files
 * only these (struct confine_path), and what the libraries read. A path that is not there is left out. */
bool confine_keys(const GArray *paths, struct confinement *confinement, GError **error);

/* For a child that reads what came from outside (base/child.h): reads and writes what is open, and computes. */
void confine_child(size_t memory, unsigned seconds);
/* … and for the one that makes it: no files, no programs. */
void confine_nursery(void);
/* From now on so much processor time until SIGPROF ends the process. */
void confine_time(unsigned ms);

#endif
