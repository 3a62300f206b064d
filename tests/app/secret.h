/* A case that most may not see, and all that belongs to it, for the tests of who sees what. */
#ifndef TESTS_APP_SECRET_H
#define TESTS_APP_SECRET_H

#include <string.h>

#include "src/app/intake.h"
#include "src/app/session.h"
#include "src/rules/case_fields.h"
#include "tests/house.h"

#define WORD "zircon"		/* stands in every text of the secret, and in no other */
#define NOWHERE "INC-2026-0099"	/* a case that does not exist */
#define NO_ALERT "9999"

struct secret {
	struct house *house;
	struct session *lee;	/* the lead who restricts it */
	struct session *hua;	/* a handler of the same group */
	GPtrArray *people;	/* all but lee, once secret_people() was called */
	const char *id, *closed, *pending, *alert, *note;
};

/* The number of the alert this makes; no case, for it is a low one. */
static inline const char *secret_ingest(struct session *session, const char *json)
{
	struct intake_count count = { 0 };
	g_autoptr(GPtrArray) rows = NULL;
	g_autofree char *key = NULL;

	GOOD(intake_bytes(session, json, strlen(json), "-", NULL, &count, NULL, NULL, &error));
	g_assert_cmpuint(count.taken, ==, 1);
	rows = house_look(session, "alerts", NULL, NULL);
	key = record_key(rows->pdata[0]);
	return g_intern_string(key);
}

/* A house with one case of soc and one alert that all who work there may see. */
static inline void secret_begin(struct secret *secret)
{
	struct house *house = house_reads_alerts(house_new());

	*secret = (struct secret){ .house = house, .lee = house_sign_in(house, "lee"),
				   .hua = house_sign_in(house, "hua"), .id = NOWHERE,
				   .closed = NOWHERE, .pending = NOWHERE };
	house_act(secret->lee, "note-add %s text=plain", house_case(secret->lee, "SEV4"));
	secret_ingest(secret->lee, "{\"title\":\"Door left open\",\"severity\":\"low\"}");
}

/* Everybody else who has an account: each signed in, and nobody asks whether roles changed. */
static inline void secret_people(struct secret *secret)
{
	g_autoptr(GPtrArray) rows = house_look(secret->lee, "users", NULL, NULL);

	secret->people = g_ptr_array_new_with_free_func((GDestroyNotify)session_close);
	for (guint i = 0; i < rows->len; i++) {
		const char *name = record_by_name(rows->pdata[i], "name");

		if (strcmp(name, "lee") != 0)
			g_ptr_array_add(secret->people, house_sign_in(secret->house, name));
	}
	g_assert_cmpuint(secret->people->len, >=, 17);
}

static inline void secret_end(struct secret *secret)
{
	g_clear_pointer(&secret->people, g_ptr_array_unref);
	session_close(secret->hua);
	session_close(secret->lee);
	house_free(secret->house);
}

/* A case of soc that nobody owns: overdue, and CUI is involved. */
static inline void secret_make(struct secret *secret)
{
	secret->id = house_act(secret->lee, "case-create title=\"The " WORD " drawings\" summary="
			       WORD " detection_source=siem_rule t_detected=\"5 days ago\" "
			       "t_discovered=\"4 days ago\" group=soc severity=SEV3 "
			       "cui_involvement=touched contracts=" WORD "-7,A-1");
}

static inline void secret_watch(const struct secret *secret, const char *name)
{
	CLEANUP(session_close) struct session *session = house_sign_in(secret->house, name);

	house_act(session, "case-watch %s", secret->id);
}

static inline void secret_offer(const struct secret *secret)
{
	house_act(secret->lee, "case-transfer %s to=forensics reason=skill summary=" WORD,
		  secret->id);
}

static inline void secret_call(const struct secret *secret, const char *who)
{
	house_act(secret->lee, "case-escalate %s kind=functional to=%s level=2nd reason=" WORD,
		  secret->id, who);
}

/* Its closure asked for, which of a SEV5 closes it. */
static inline const char *secret_close(const struct secret *secret, const char *severity)
{
	const char *id = house_act(secret->lee, "case-create title=" WORD " summary=" WORD
				   " group=soc detection_source=siem_rule t_detected=now severity=%s", severity);

	house_act(secret->lee, "case-take %s", id);
	house_fill_triage(secret->lee, id);
	house_act(secret->lee, "case-close %s disposition=false_positive reason=" WORD " evidence_reviewed=yes", id);
	return id;
}

/* … offered and escalated to forensics, an escalation answered, watched, with a note, an action and an alert; one
 * that is closed, and one whose closure waits for approval. */
static inline void secret_make_all(struct secret *secret)
{
	secret_make(secret);
	secret->note = house_act(secret->lee, "note-add %s text=" WORD, secret->id);
	house_act(secret->lee, "action-add %s phase=triage text=" WORD, secret->id);
	secret->alert = secret_ingest(secret->lee, "{\"title\":\"" WORD "\",\"severity\":\"low\"}");
	house_act(secret->lee, "alert-promote %s case=%s", secret->alert, secret->id);
	secret_offer(secret);
	secret_call(secret, "hua");
	house_act(secret->hua, "escalation-ack %s answer=" WORD, secret->id);
	secret_call(secret, "forensics");
	secret_watch(secret, "hua");
	secret_watch(secret, "fay");
	secret->closed = secret_close(secret, "SEV5");
	secret->pending = secret_close(secret, "SEV2");
}

/* Nobody but lee, and these: "" or "hua,gus". */
static inline void secret_restrict(const struct secret *secret, const char *acl)
{
	const char *const ids[] = { secret->id, secret->closed, secret->pending };

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		if (strcmp(ids[i], NOWHERE) != 0)
			house_act(secret->lee, "case-restrict %s reason=insider acl=%s", ids[i],
				  acl);
}

/* --- what is told of it --- */

static inline bool secret_in(const struct secret *secret, const struct record *row)
{
	for (size_t i = 0; i < row->object->fields_len; i++) {
		const char *value = record_text(row, i);

		if (strstr(value, WORD) || strstr(value, secret->id) ||
		    strstr(value, secret->closed) || strstr(value, secret->pending))
			return true;
	}
	return false;
}

/* How many rows tell of it; -1: refused. What is listed and what is counted never differ. */
static inline int secret_told(const struct secret *secret, struct session *session,
			      const char *query, const char *case_id, const char *filter)
{
	struct look ask = { .query = query, .case_id = case_id, .filter = filter };
	g_autoptr(GError) error = NULL, other = NULL;
	g_autoptr(GPtrArray) rows = look(session, &ask, &error);
	int64_t count = look_count(session, &ask, INT32_MAX, &other);
	int told = 0;

	g_assert_cmpstr(error ? error->message : NULL, ==, other ? other->message : NULL);
	if (count != (rows ? (int64_t)rows->len : -1))
		g_error("%s: %s %s: %u rows, but counted as %d", session_user(session), query,
			filter ? filter : "", rows ? rows->len : 0, (int)count);
	for (guint i = 0; rows && i < rows->len; i++)
		told += secret_in(secret, rows->pdata[i]);
	return rows ? told : -1;
}

static inline bool secret_opens(struct session *session, const char *id)
{
	CLEANUP(record_free) struct record *record = look_case(session, id, NULL);

	return record != NULL;
}

/* The log is read whole by auditors and those who keep it: it tells of everything. */
static inline bool secret_log(struct session *session, const struct query *query)
{
	return query->source == FROM_AUDIT &&
	       permit_anywhere(session_person(session), PERM_AUDIT_READ) != LEVEL_NO;
}

/* Neither title nor count nor number, by any query of the table. */
static inline void secret_hidden(const struct secret *secret, struct session *session)
{
	const char *const ids[] = { secret->id, secret->closed, secret->pending, NULL };

	for (const struct query *query = queries; query->name; query++) {
		if (query->need != NEEDS_CASE && !secret_log(session, query) &&
		    secret_told(secret, session, query->name, NULL, NULL) > 0)
			g_error("%s: %s tells of it", session_user(session), query->name);
		for (size_t i = 0; query->need != NEEDS_NOTHING && ids[i]; i++)
			if (secret_told(secret, session, query->name, ids[i], NULL) >= 0)
				g_error("%s: %s %s is shown", session_user(session), query->name,
					ids[i]);
	}
	for (size_t i = 0; ids[i]; i++) {
		g_assert_false(secret_opens(session, ids[i]));
		g_assert_false(secret_opens(session, strrchr(ids[i], '-') + 1));
	}
}

/* It opens, by its name and its number, and stands in the list of all. */
static inline void secret_seen(const struct secret *secret, struct session *session)
{
	if (secret_told(secret, session, "cases", NULL, NULL) < 1)
		g_error("%s does not see it", session_user(session));
	g_assert_true(secret_opens(session, secret->id));
	g_assert_true(secret_opens(session, strrchr(secret->id, '-') + 1));
}

#endif
