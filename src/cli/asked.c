#include "src/cli/asked.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define VALUE_MAX (1024 * 1024)

static void free_request(gpointer data)
{
	request_clear(data);
	g_free(data);
}

/* The value of @NAME: a file, or standard input for "-". */
static char *read_value(const char *name, GError **error)
{
	bool given = strcmp(name, "-") == 0;
	int fd = given ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	char *data = NULL;
	size_t len = 0;
	bool good;

	if (fd < 0) {
		err_set(error, ERR_FAILED, _("cannot open \"%s\": %s"), name, g_strerror(errno));
		return NULL;
	}
	good = file_read_fd(fd, name, VALUE_MAX, &data, &len, error);
	if (!given)
		close(fd);
	if (good && text_is_utf8(data, len))
		return data;
	if (good)
		err_set(error, ERR_INVALID, _("\"%s\" is no UTF-8 text"), name);
	g_free(data);
	return NULL;
}

struct pair { char *name, *value; enum set_kind kind; };

static void pair_clear(gpointer data)
{
	struct pair *pair = data;

	g_free(pair->name);
	g_free(pair->value);
}

static bool read_pair(const char *word, const char *equals, struct pair *pair, GError **error)
{
	size_t len = (size_t)(equals - word);
	const char *value = equals + 1;

	pair->kind = set_kind_of(word, &len);
	pair->name = g_strndup(word, len);
	if (value[0] == '@' && value[1] != '@')
		pair->value = read_value(value + 1, error);
	else
		pair->value = g_strdup(value[0] == '@' ? value + 1 : value);
	return pair->value != NULL;
}

static bool set_revision(struct request *request, const char *text, GError **error)
{
	if (g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &request->revision, NULL))
		return true;
	return err_set(error, ERR_INVALID, _("revision: must be a whole number, 0 or more"));
}

/* revision= belongs to every action on a case, and is no field. */
static bool add_set(const struct action *action, struct request *request, const struct pair *pair, GError **error)
{
	if (action->target == TARGET_CASE && strcmp(pair->name, "revision") == 0)
		return set_revision(request, pair->value, error);
	request_change(request, pair->name, pair->kind, pair->value);
	return true;
}

static bool check_targets(const struct action *action, const GPtrArray *targets, GError **error)
{
	if (action->target == TARGET_NONE && targets->len > 0)
		return err_set(error, ERR_USAGE, _("%s takes no target; \"%s\" is no NAME=VALUE"), action->name,
			       (const char *)g_ptr_array_index(targets, 0));
	if (action->target != TARGET_NONE && targets->len == 0)
		return err_set(error, ERR_USAGE, _("%s needs to know of what; see `blotter do %s --help`"),
			       action->name, action->name);
	return true;
}

static bool split(const char *const *words, GPtrArray *targets, GArray *pairs, GError **error)
{
	for (size_t i = 0; words[i]; i++) {
		const char *equals = strchr(words[i], '=');
		struct pair pair = { 0 };
		bool good;

		if (!equals) {
			g_ptr_array_add(targets, (gpointer)words[i]);
			continue;
		}
		good = read_pair(words[i], equals, &pair, error);
		g_array_append_val(pairs, pair);
		if (!good)
			return false;
	}
	return true;
}

GPtrArray *asked_words(const struct action *action, const char *const *words, GError **error)
{
	g_autoptr(GPtrArray) targets = g_ptr_array_new(), requests = NULL;
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));

	g_array_set_clear_func(pairs, pair_clear);
	if (!split(words, targets, pairs, error) || !check_targets(action, targets, error))
		return NULL;
	if (action->target == TARGET_NONE)
		g_ptr_array_add(targets, NULL);
	requests = g_ptr_array_new_with_free_func(free_request);
	for (guint i = 0; i < targets->len; i++) {
		struct request *request = g_new0(struct request, 1);

		request_init(request, action->name, g_ptr_array_index(targets, i));
		g_ptr_array_add(requests, request);
		for (guint n = 0; n < pairs->len; n++)
			if (!add_set(action, request, &g_array_index(pairs, struct pair, n), error))
				return NULL;
	}
	return g_steal_pointer(&requests);
}
