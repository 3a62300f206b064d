/* A child process that does one kind of work apart from us. A process between the two, the nursery, makes it
 * and makes it anew when it has died: it is forked before there are keys, and reads nothing from outside, so
 * no child ever holds a copy of a key, of the environment or of an open file. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stddef.h>

#include "src/base/err.h"

struct child_limits {
	size_t memory;		/* bytes of address space */
	unsigned seconds;	/* of processor time, all in all */
};

struct child;
/* Call before any key is there. serve gets the child's end of a stream socket, confined (base/confine.h), and
 * the child ends when it returns. */
struct child *child_start(void (*serve)(int fd, const void *data), const void *data,
			  const struct child_limits *limits, GError **error);
/* Ends both. NULL is allowed. */
void child_free(struct child *child);
CLEANUP_DEFINE(struct child *, child_free)
/* Our end of the socket. */
int child_fd(const struct child *child);
/* Ends the child, if it lives, and makes another. *how: the signal that ended the old one, 0: it left by itself. */
bool child_again(struct child *child, int *how, GError **error);

#endif
