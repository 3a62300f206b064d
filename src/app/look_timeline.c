/* The story of a case as the log has it: the oldest first, one row for each value that changed. */
#include "db/audit.h"
#include "src/app/look_made.h"
#include "src/app/query.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/object.h"

enum {
	STORY_ENTRY, STORY_TIME, STORY_ACTOR, STORY_ACTION, STORY_OBJECT, STORY_FIELD, STORY_OLD, STORY_NEW,
	STORY_REASON, STORY_RESULT, STORY_CASE,
};

static const struct field fields[] = {
	[STORY_ENTRY] = { "entry", .type = FIELD_INT, .label = N_("Entry"), .help = N_("Of the log: several rows may "
		"be of one.") },
	[STORY_TIME] = { "time", .type = FIELD_TIME, .label = N_("Time"), .help = N_("When it was done.") },
	[STORY_ACTOR] = { "actor", .type = FIELD_TEXT, .label = N_("Actor"), .help = N_("Who did it.") },
	[STORY_ACTION] = { "action", .type = FIELD_TEXT, .label = N_("Action"), .help = N_("What was done.") },
	[STORY_OBJECT] = { "object", .type = FIELD_TEXT, .label = N_("Object"), .help = N_("On what: the case, or a "
		"note, action, alert, transfer or escalation of it."), .flags = FIELD_OBJECT },
	[STORY_FIELD] = { "field", .type = FIELD_TEXT, .label = N_("Field"), .help = N_("What changed; empty: "
		"the entry changed nothing that is told here.") },
	[STORY_OLD] = { "old", .type = FIELD_LONG, .label = N_("Old"), .help = N_("The value before; empty: none.") },
	[STORY_NEW] = { "new", .type = FIELD_LONG, .label = N_("New"), .help = N_("The value after; empty: none.") },
	[STORY_REASON] = { "reason", .type = FIELD_LONG, .label = N_("Reason"),
		.help = N_("Why, where one was given.") },
	[STORY_RESULT] = { "result", .type = FIELD_CHOICE, .label = N_("Result"), .help = N_("done, denied or failed."),
		.choices = audit_results },
	[STORY_CASE] = { "case", .type = FIELD_TEXT, .label = N_("Case"), .help = N_("Whose story it is.") },
};
const struct object timeline_object = { "timeline", NULL, fields, G_N_ELEMENTS(fields) };

/* What the program keeps for itself, or the row tells already. All of it stands in the query audit. */
static const char *const untold[] = {
	"revision", "last_change", "phase_since", "due_at", "due_name", "uuid", "created_at", "created_by",
	"created_via", "case", "id", "raw_sha256", "raw_event_sha256", "raw_size", "key", NULL,
};

/* A new row's fields that nobody filled in are no event. */
static bool is_told(const struct object *object, const struct audit_change *change)
{
	int index = object ? object_field(object, change->name) : -1;
	g_autofree char *initial = NULL;

	if (g_strv_contains(untold, change->name))
		return false;
	if (change->texts[0] || index < 0 || !object->fields[index].initial)
		return true;
	initial = field_plain(&object->fields[index], object->fields[index].initial);
	return g_strcmp0(change->texts[1], initial) != 0;
}

struct story {
	const struct filter *terms;
	GPtrArray *rows;
	int64_t next;	/* a row's number: its place */
};

static void add_row(struct story *story, const struct audit_entry *entry, const struct audit_change *change)
{
	struct record *record = record_new(&timeline_object);

	record->pk = story->next++;
	record_set_int(record, STORY_ENTRY, entry->seq);
	record_set_int(record, STORY_TIME, entry->time);
	record_set(record, STORY_ACTOR, entry->actor);
	record_set(record, STORY_ACTION, entry->action);
	record_set(record, STORY_OBJECT, entry->object);
	record_set(record, STORY_FIELD, change ? change->name : NULL);
	record_set(record, STORY_OLD, change ? change->texts[0] : NULL);
	record_set(record, STORY_NEW, change ? change->texts[1] : NULL);
	record_set(record, STORY_REASON, entry->reason);
	record_set(record, STORY_RESULT, entry->result);
	record_set(record, STORY_CASE, entry->case_id);
	if (filter_matches(story->terms, record))
		g_ptr_array_add(story->rows, record);
	else
		record_free(record);
}

static void add_entry(struct story *story, const struct audit_entry *entry)
{
	g_auto(GStrv) parts = g_strsplit(entry->object, ":", 2);
	const struct object *object = parts[0] ? object_find(parts[0]) : NULL;
	int64_t first = story->next;

	for (guint i = 0; i < entry->parts->len; i++)
		if (is_told(object, entry->parts->pdata[i]))
			add_row(story, entry, entry->parts->pdata[i]);
	/* a reading, a refusal */
	if (story->next == first)
		add_row(story, entry, NULL);
}

GPtrArray *made_timeline(struct session *session, const char *case_id, const struct filter *terms,
			 GError **error)
{
	g_autofree char *object = g_strdup_printf("case:%s", case_id);
	const struct audit_filter filter = { .object = object };	/* after entry 0: the oldest first */
	g_autoptr(GPtrArray) entries = audit_read(session->store, &filter, error);
	struct story story = { .terms = terms, .next = 1 };

	if (!entries)
		return NULL;
	story.rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	for (guint i = 0; i < entries->len; i++)
		add_entry(&story, entries->pdata[i]);
	return story.rows;
}
