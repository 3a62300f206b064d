/* Reads the answers of `blotter init` from YAML. libyaml's tree is walked by hand because an unknown
 * key must be told with its own line. */
#include <stddef.h>
#include <string.h>
#include <yaml.h>

#include "src/app/found.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define ANSWERS_MAX (256 * 1024)

enum kind { TEXT, TEXTS, PASSWORD, FLAG, USERS };

struct key { const char *name; enum kind kind; size_t offset; };

static const struct key answer_keys[] = {
	{ "organisation", TEXT, offsetof(struct answers, organisation) },
	{ "marking", TEXT, offsetof(struct answers, marking) },
	{ "notice", TEXT, offsetof(struct answers, notice) },
	{ "profile", TEXT, offsetof(struct answers, profile) },
	{ "anchor", TEXT, offsetof(struct answers, anchor) },
	{ "host_key", TEXT, offsetof(struct answers, host_key) },
	{ "intake_group", TEXT, offsetof(struct answers, intake_group) },
	{ "groups", TEXTS, offsetof(struct answers, groups) },
	{ "users", USERS, offsetof(struct answers, users) },
	{ "demo", FLAG, offsetof(struct answers, demo) },
	{ NULL },
};
static const struct key user_keys[] = {
	{ "name", TEXT, offsetof(struct found_user, name) },
	{ "full_name", TEXT, offsetof(struct found_user, full_name) },
	{ "password", PASSWORD, offsetof(struct found_user, password) },
	{ "roles", TEXTS, offsetof(struct found_user, roles) },
	{ NULL },
};

struct reader { const char *path; yaml_document_t *document; };

static bool bad(const struct reader *reader, const yaml_node_t *node, GError **error, const char *what,
		const char *subject)
{
	return err_set(error, ERR_INVALID, "%s:%zu: %s%s%s%s", reader->path, node->start_mark.line + 1, what,
		       subject ? " \"" : "", subject ? subject : "", subject ? "\"" : "");
}

static void found_user_free(gpointer data)
{
	struct found_user *user = data;

	g_free(user->name);
	g_free(user->full_name);
	passphrase_free(user->password);
	g_strfreev(user->roles);
	g_free(user);
}

struct answers *answers_new(void)
{
	struct answers *answers = g_new0(struct answers, 1);

	answers->users = g_ptr_array_new_with_free_func(found_user_free);
	return answers;
}

void answers_free(struct answers *answers)
{
	if (!answers)
		return;
	for (size_t i = 0; answer_keys[i].name; i++)
		if (answer_keys[i].kind == TEXT)
			g_free(*(char **)(void *)((char *)answers + answer_keys[i].offset));
	g_strfreev(answers->groups);
	g_ptr_array_unref(answers->users);
	g_free(answers);
}

static const char *scalar(const yaml_node_t *node)
{
	const char *text = (const char *)node->data.scalar.value;

	return node->type == YAML_SCALAR_NODE && strlen(text) == node->data.scalar.length ? text : NULL;
}

static bool read_texts(const struct reader *reader, const yaml_node_t *node, char ***list, GError **error)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	const yaml_node_item_t *item;

	if (node->type != YAML_SEQUENCE_NODE)
		return bad(reader, node, error, _("a list is needed here: [a, b]"), NULL);
	for (item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++) {
		const yaml_node_t *one = yaml_document_get_node(reader->document, *item);

		if (!scalar(one))
			return bad(reader, one, error, _("a text is needed here"), NULL);
		g_ptr_array_add(texts, g_strdup(scalar(one)));
	}
	g_ptr_array_add(texts, NULL);
	g_strfreev(*list);
	g_ptr_array_set_free_func(texts, NULL);
	*list = (char **)g_ptr_array_free(g_steal_pointer(&texts), FALSE);
	return true;
}

static bool read_mapping(const struct reader *reader, const yaml_node_t *node, const struct key *keys,
			 void *into, GError **error);

static bool read_users(const struct reader *reader, const yaml_node_t *node, GPtrArray *users, GError **error)
{
	const yaml_node_item_t *item;

	if (node->type != YAML_SEQUENCE_NODE)
		return bad(reader, node, error, _("a list of users is needed here"), NULL);
	for (item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++) {
		const yaml_node_t *one = yaml_document_get_node(reader->document, *item);
		struct found_user *user = g_new0(struct found_user, 1);

		g_ptr_array_add(users, user);
		if (!read_mapping(reader, one, user_keys, user, error))
			return false;
		if (!user->name || !user->full_name || !user->password)
			return bad(reader, one, error, _("a user needs name, full_name and password"), NULL);
	}
	return true;
}

static bool read_value(const struct reader *reader, const yaml_node_t *node, const struct key *key, void *into,
		       GError **error)
{
	void *slot = (char *)into + key->offset;
	const char *text = scalar(node);

	switch (key->kind) {
	case TEXTS:
		return read_texts(reader, node, slot, error);
	case USERS:
		return read_users(reader, node, *(GPtrArray **)slot, error);
	case FLAG:
		if (!text || (strcmp(text, "true") != 0 && strcmp(text, "false") != 0))
			return bad(reader, node, error, _("true or false is needed here"), NULL);
		*(bool *)slot = strcmp(text, "true") == 0;
		return true;
	case PASSWORD:
		passphrase_free(*(struct passphrase **)slot);
		*(struct passphrase **)slot = text ? passphrase_new_from(text) : NULL;
		return *(struct passphrase **)slot || bad(reader, node, error, _("not a password"), NULL);
	case TEXT:
		break;
	}
	if (!text)
		return bad(reader, node, error, _("a text is needed here"), NULL);
	g_free(*(char **)slot);
	*(char **)slot = g_strdup(text);
	return true;
}

static bool read_mapping(const struct reader *reader, const yaml_node_t *node, const struct key *keys,
			 void *into, GError **error)
{
	const yaml_node_pair_t *pair;

	if (!node || node->type != YAML_MAPPING_NODE)
		return err_set(error, ERR_INVALID, _("%s: lines \"key: value\" are needed"), reader->path);
	for (pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++) {
		const yaml_node_t *name = yaml_document_get_node(reader->document, pair->key);
		const struct key *key = keys;

		while (key->name && g_strcmp0(scalar(name), key->name) != 0)
			key++;
		if (!key->name)
			return bad(reader, name, error, _("unknown key"), scalar(name) ? scalar(name) : "");
		if (!read_value(reader, yaml_document_get_node(reader->document, pair->value), key, into, error))
			return false;
	}
	return true;
}

static struct answers *parse(const char *path, const char *text, size_t len, GError **error)
{
	CLEANUP(answers_free) struct answers *answers = answers_new();
	yaml_parser_t parser;
	yaml_document_t document;
	struct reader reader = { path, &document };
	bool done;

	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	if (!yaml_parser_load(&parser, &document)) {
		err_set(error, ERR_INVALID, "%s:%zu: %s", path, parser.problem_mark.line + 1,
			parser.problem ? parser.problem : _("is not YAML"));
		yaml_parser_delete(&parser);
		return NULL;
	}
	done = read_mapping(&reader, yaml_document_get_root_node(&document), answer_keys, answers, error);
	yaml_document_delete(&document);
	yaml_parser_delete(&parser);
	return done ? g_steal_pointer(&answers) : NULL;
}

struct answers *answers_read(const char *path, GError **error)
{
	struct answers *answers;
	char *text = NULL;
	size_t len;

	/* it holds passwords */
	if (!file_check_private(path, error) || !file_read(path, ANSWERS_MAX, &text, &len, error))
		return NULL;
	answers = parse(path, text, len, error);
	secret_wipe(text, len);
	g_free(text);
	return answers;
}
