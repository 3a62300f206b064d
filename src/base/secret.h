/* Memory for keys and passwords: locked, not dumped, empty in a child, wiped when freed. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory between two guard pages. Aborts when the system gives none. */
void *secret_new(size_t len);
/* NULL is allowed. Wipes first. */
void secret_free(void *secret);
void secret_wipe(void *p, size_t len);
/* A text of g_malloc that was one for a while. NULL is allowed. */
void secret_text_free(void *text);
static inline void secret_text_free_cleanup(char **text) { secret_text_free(*text); }
/* From now on what is freed is overwritten at once, but for a few blocks. */
void heap_wipes(void);
/* … and those too: for the moment when nothing of it may be read any more. */
void secret_sweep(void);
bool secret_equal(const void *a, const void *b, size_t len);

/* A password: bytes as typed, NUL-terminated, in secret memory. */
#define PASSPHRASE_MAX 1024
struct passphrase {
	size_t len;
	char text[PASSPHRASE_MAX + 1];
};
struct passphrase *passphrase_new(void);
/* NULL when text is longer than PASSPHRASE_MAX. */
struct passphrase *passphrase_new_from(const char *text);
void passphrase_free(struct passphrase *p);
static inline void passphrase_free_cleanup(struct passphrase **p) { passphrase_free(*p); }
/* Reads one line (no newline kept) from fd, and not a byte more. False when nothing came at all,
 * at a NUL, and when it is longer than PASSPHRASE_MAX; an empty line is an empty passphrase. */
bool passphrase_read_fd(struct passphrase *p, int fd, GError **error);
/* The first line of a regular file that is ours and that others cannot use. */
bool passphrase_read_file(struct passphrase *p, const char *path, GError **error);
/* From /dev/tty with echo off; the echo comes back on every way out, signals too. The prompt is made harmless. */
bool passphrase_ask(struct passphrase *p, const char *prompt, GError **error);

/* No core dumps, not traceable, umask 077. First thing in main. */
void process_harden(void);

#endif
