#include "ui/message.h"

#include <string.h>

#define KEPT 500	/* messages */

struct messages {
	GPtrArray *list;	/* of struct message */
	bool shown;		/* the last one is on the message line */
};

static void message_free(void *data)
{
	struct message *message = data;

	g_free(message->text);
	g_free(message);
}

struct messages *messages_new(void)
{
	struct messages *messages = g_new0(struct messages, 1);

	messages->list = g_ptr_array_new_with_free_func(message_free);
	return messages;
}

void messages_free(struct messages *messages)
{
	if (!messages)
		return;
	g_ptr_array_unref(messages->list);
	g_free(messages);
}

const struct message *messages_now(const struct messages *messages)
{
	if (!messages->shown || !messages->list->len)
		return NULL;
	return messages->list->pdata[messages->list->len - 1];
}

void messages_clear(struct messages *messages)
{
	const struct message *now = messages_now(messages);

	if (now && now->kind == MESSAGE_HINT)
		g_ptr_array_remove_index(messages->list, messages->list->len - 1);
	messages->shown = false;
}

void messages_add(struct messages *messages, enum message_kind kind, int64_t time, const char *text)
{
	struct message *message = g_new0(struct message, 1);

	messages_clear(messages);
	message->kind = kind;
	message->time = time;
	message->text = g_strdup(text);
	g_ptr_array_add(messages->list, message);
	if (messages->list->len > KEPT)
		g_ptr_array_remove_index(messages->list, 0);
	messages->shown = true;
}

size_t messages_len(const struct messages *messages)
{
	return messages->list->len;
}

const struct message *messages_get(const struct messages *messages, size_t index)
{
	g_assert(index < messages->list->len);
	return messages->list->pdata[index];
}
