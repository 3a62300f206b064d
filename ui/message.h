/* What the program said: the message line shows the last, `:messages` all. */
#ifndef UI_MESSAGE_H
#define UI_MESSAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A hint is gone with the next key or message: it says nothing that one looks for later. */
enum message_kind { MESSAGE_HINT, MESSAGE_INFO, MESSAGE_WARNING, MESSAGE_ERROR };

struct message { enum message_kind kind; int64_t time; char *text; };
struct messages;

struct messages *messages_new(void);
void messages_free(struct messages *messages);	/* NULL is allowed */
void messages_add(struct messages *messages, enum message_kind kind, int64_t time, const char *text);
/* What the message line shows; NULL: nothing (any more). */
const struct message *messages_now(const struct messages *messages);
/* The next key takes it off the line. */
void messages_clear(struct messages *messages);
size_t messages_len(const struct messages *messages);
const struct message *messages_get(const struct messages *messages, size_t index);

#endif
