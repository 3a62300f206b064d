/* Who is at work, known without any key: of the file `sessions` one byte a session, locked (OFD) as
 * long as its process lives. What stands in the byte is a hint for those who cannot ask the database:
 * a locked session ends by it, and whoever notices a lost one knows why. */
#ifndef DB_PRESENCE_H
#define DB_PRESENCE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define PRESENCE_NOTHING 0

/* The descriptor that holds the byte until it is closed, or -1 with error. */
int presence_take(const char *dir, int64_t session, GError **error);
/* Some process holds it; also when that cannot be found out. */
bool presence_held(const char *dir, int64_t session);
uint8_t presence_word(const char *dir, int64_t session);
void presence_say(const char *dir, int64_t session, uint8_t word);

/* Another byte of that file, held by the descriptor of presence_take() besides; it is given back with it. */
void presence_mark(int fd, int64_t place);
void presence_unmark(int fd, int64_t place);
/* Does any other descriptor hold it? */
bool presence_marked(int fd, int64_t place);

#endif
