#include "src/app/people.h"

#include <string.h>

#include "src/app/host_key.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/group.h"
#include "src/rules/member.h"
#include "src/rules/signer.h"
#include "src/rules/user.h"

#define ONE_TIME_BITS 100

bool people_name_ok(const char *name)
{
	size_t len = strlen(name);

	return len >= 2 && len <= 32 && g_ascii_islower(name[0]) &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

bool people_name_reserved(const char *name)
{
	static const char *const names[] = { "system", "unknown", "recovery", NULL };

	return g_strv_contains(names, name);
}

bool people_parse_role(const char *text, enum role *role, char **group, char **why)
{
	g_auto(GStrv) parts = g_strsplit(text, "@", 2);
	int found = role_find(parts[0] ? parts[0] : "");

	*group = NULL;
	if (found < 0) {
		*why = g_strdup_printf(_("there is no role \"%s\""), parts[0] ? parts[0] : "");
		return false;
	}
	if (parts[1] && !roles[found].scoped) {
		*why = g_strdup_printf(_("%s holds for the whole store and takes no @group"), parts[0]);
		return false;
	}
	*role = (enum role)found;
	*group = g_strdup(parts[1]);
	return true;
}

struct person *people_load(struct tx *tx, const char *name, GError **error)
{
	const int fields[] = { MEMBER_USER, MEMBER_ACTIVE, -1 };
	const char *const values[] = { name, "1" };
	g_autoptr(GPtrArray) rows = tx_load_all(tx, &member_object, fields, values, error);
	struct person *person = rows ? person_new(name) : NULL;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *member = g_ptr_array_index(rows, i);
		int role = role_find(record_text(member, MEMBER_ROLE));

		if (role >= 0)
			person_grant(person, (enum role)role, record_get(member, MEMBER_GROUP));
	}
	return person;
}

struct stretched *people_stretch(const struct people_host *host, const struct passphrase *password,
				 GError **error)
{
	return keyring_stretch(store_keyring(host->store), password, host->policy, store_dir(host->store),
			       error);
}

struct stretched *people_one_time(const struct people_host *host, char **text, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *made = NULL;

	*text = crypt_passphrase(ONE_TIME_BITS);
	made = passphrase_new_from(*text);
	return people_stretch(host, made, error);
}

struct slot {
	struct store *store;
	const char *user;
	const struct stretched *password;
	uint8_t *host_key;
	uint32_t number;
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];
};

static bool add_slot(struct keyring *keyring, void *data, GError **error)
{
	struct slot *slot = data;
	bool have;

	return host_key_read(store_public(slot->store)->host_key, slot->host_key, &have, error) &&
	       keyring_add_stretched(keyring, store_keys(slot->store), slot->user, slot->password,
				     have ? slot->host_key : NULL, &slot->number, slot->box_public,
				     slot->sign_public, error);
}

bool people_announce(struct tx *tx, const char *user, const uint8_t public[KEY_LEN], GError **error)
{
	CLEANUP(record_free) struct record *signer = record_new(&signer_object);

	record_set(signer, SIGNER_USER, user);
	record_take(signer, SIGNER_PUBLIC, crypt_hex(public, KEY_LEN));
	record_set_int(signer, SIGNER_AT, tx_time(tx));
	return tx_insert(tx, signer, error);
}

/* A slot with new key pairs, into the keyring at once: a slot without its row opens nothing. */
static bool make_slot(struct store *store, const char *user, const struct stretched *password,
		      struct record *record, struct tx *tx, GError **error)
{
	struct slot slot = { .store = store, .user = user, .password = password };
	bool done;

	slot.host_key = secret_new(KEY_LEN);
	done = store_keyring_change(store, add_slot, &slot, error);
	secret_free(slot.host_key);
	if (!done)
		return false;
	record_take(record, USER_PUBLIC_BOX, crypt_hex(slot.box_public, KEY_LEN));
	record_take(record, USER_PUBLIC_SIGN, crypt_hex(slot.sign_public, KEY_LEN));
	record_set_int(record, USER_SLOT, slot.number);
	record_set_int(record, USER_EPOCH, keyring_info(store_keyring(store))->epoch);
	record_set_int(record, USER_PASSWORD_CHANGED_AT, tx_time(tx));
	return people_announce(tx, user, slot.sign_public, error);
}

static bool add_members(struct tx *tx, const struct people_new *who, GError **error)
{
	for (size_t i = 0; who->roles && who->roles[i]; i++) {
		g_autofree char *group = NULL, *why = NULL;
		enum role role;
		bool changed;

		if (!people_parse_role(who->roles[i], &role, &group, &why))
			return err_set(error, ERR_INVALID, "role: %s", why);
		if (!people_member(tx, who->name, roles[role].name, group, who->by, true, &changed, error))
			return false;
	}
	return true;
}

static bool holds(char **roles_held, const char *role)
{
	return roles_held && g_strv_contains((const char *const *)roles_held, role);
}

bool people_create(struct store *store, struct tx *tx, const struct people_new *who, GError **error)
{
	CLEANUP(record_free) struct record *user = record_new(&user_object);

	record_set(user, USER_NAME, who->name);
	record_set(user, USER_FULL_NAME, who->full_name);
	record_set(user, USER_STATE, "active");
	record_set(user, USER_KIND, holds(who->roles, "ingest") ? "service" : "person");
	record_set_int(user, USER_CREATED_AT, tx_time(tx));
	record_set(user, USER_CREATED_BY, who->by);
	record_set(user, USER_EXPIRES_AT, who->expires_at);
	record_set(user, USER_MUST_CHANGE, who->must_change ? "1" : "0");
	return make_slot(store, who->name, who->password, user, tx, error) &&
	       tx_insert(tx, user, error) && add_members(tx, who, error);
}

bool people_rekey(struct store *store, struct tx *tx, const struct record *before,
		  struct record *after, const struct stretched *password, GError **error)
{
	record_set(after, USER_MUST_CHANGE, "1");
	record_set_int(after, USER_FAILURES_SINCE, 0);
	return make_slot(store, record_text(before, USER_NAME), password, after, tx, error) &&
	       tx_update(tx, before, after, error);
}

bool people_group(struct tx *tx, const char *name, const char *label, const char *by, GError **error)
{
	CLEANUP(record_free) struct record *group = record_new(&group_object);

	record_set(group, GROUP_NAME, name);
	record_set(group, GROUP_LABEL, label ? label : name);
	record_set_int(group, GROUP_CREATED_AT, tx_time(tx));
	record_set(group, GROUP_CREATED_BY, by);
	return tx_insert(tx, group, error);
}

static const struct record *find_member(GPtrArray *rows, const char *group)
{
	for (guint i = 0; i < rows->len; i++)
		if (g_strcmp0(record_get(g_ptr_array_index(rows, i), MEMBER_GROUP), group) == 0)
			return g_ptr_array_index(rows, i);
	return NULL;
}

bool people_member(struct tx *tx, const char *user, const char *role, const char *group, const char *by,
		   bool active, bool *changed, GError **error)
{
	const int fields[] = { MEMBER_USER, MEMBER_ROLE, -1 };
	const char *const values[] = { user, role };
	g_autoptr(GPtrArray) rows = tx_load_all(tx, &member_object, fields, values, error);
	const struct record *before = rows ? find_member(rows, group) : NULL;
	CLEANUP(record_free) struct record *after = before ? record_copy(before) : record_new(&member_object);

	*changed = rows && (before && record_int(before, MEMBER_ACTIVE)) != active;
	if (!rows || !*changed)
		return rows != NULL;
	record_set(after, MEMBER_USER, user);
	record_set(after, MEMBER_ROLE, role);
	record_set(after, MEMBER_GROUP, group);
	record_set(after, MEMBER_ACTIVE, active ? "1" : "0");
	record_set(after, MEMBER_BY, by);
	record_set_int(after, MEMBER_AT, tx_time(tx));
	return tx_put(tx, before, after, error);
}
