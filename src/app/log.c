#include "src/app/log.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/canon.h"
#include "db/checkpoint.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/syslog.h"

/* RFC 5424 6.3.2 wants a number from IANA; this one is set aside for who has none (RFC 5612). */
#define STRUCTURE_ID "blotter@32473"
#define MSGID_MOST 32

char *log_checkpoint(struct session *session, GError **error)
{
	if (!session_may(session, PERM_AUDIT_VERIFY, "audit-checkpoint", error) ||
	    !session_entry(session, "audit-checkpoint", "", "done", NULL, error))
		return NULL;
	return checkpoint_make(session->store, error);
}

bool log_checkpoint_send(struct session *session, const char *path, const char *note, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(note, "\n", -1);
	g_autofree char *line = g_strjoinv(" ", lines);

	(void)session;
	return syslog_send(path, g_strchomp(line), error);
}

bool log_witnessed(struct session *session, const char *text, unsigned *notes, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	bool good;

	if (!session_may(session, PERM_AUDIT_VERIFY, "audit-verify", error))
		return false;
	good = checkpoint_check(session->store, text, notes, &wrong);
	if ((good || err_is(wrong, ERR_WRONG)) && !session->behind &&
	    !session_entry(session, "audit-verify", "", good ? "done" : "failed", good ? NULL : wrong->message, error))
		return false;
	if (wrong)
		g_propagate_error(error, g_steal_pointer(&wrong));
	return good;
}

bool log_follow_begin(struct session *session, GError **error)
{
	return session_may(session, PERM_AUDIT_EXPORT, "audit-export", error) &&
	       session_entry(session, "audit-export", "", "done", _("followed"), error);
}

static char *message(struct session *session, const char *host, const struct audit_entry *entry)
{
	g_autofree char *when = time_iso(entry->time), *hex = NULL;
	uint8_t leaf[HASH_LEN];

	canon_leaf(entry->line, leaf);
	hex = crypt_hex(leaf, HASH_LEN);
	return g_strdup_printf("<%d>1 %s %s blotter %d %.*s [" STRUCTURE_ID " store=\"%s\" seq=\"%" PRId64
			       "\" leaf=\"%s\"] %s", SYSLOG_NOTICE_AUTHPRIV, when, host, (int)getpid(), MSGID_MOST,
			       entry->action, store_uuid(session->store), entry->seq, hex, entry->line);
}

GPtrArray *log_follow(struct session *session, const char *host, int64_t *seq, int limit, GError **error)
{
	struct audit_filter filter = { .after = *seq, .limit = limit };
	g_autoptr(GPtrArray) entries = NULL;
	GPtrArray *messages;

	if (!session_tick(session, error) || !session_may(session, PERM_AUDIT_EXPORT, "audit-export", error))
		return NULL;
	entries = audit_read(session->store, &filter, error);
	if (!entries)
		return NULL;
	messages = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < entries->len; i++) {
		const struct audit_entry *entry = g_ptr_array_index(entries, i);

		g_ptr_array_add(messages, message(session, host, entry));
		*seq = entry->seq;
	}
	return messages;
}
