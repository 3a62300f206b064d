#include "src/rules/note.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[NOTE_FIELDS] = {
	[NOTE_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The case the note belongs to."), NULL, NULL, .flags = FIELD_SYSTEM },
	[NOTE_AUTHOR] = { "author", NULL, FIELD_USER, N_("Author"),
		N_("Who wrote it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[NOTE_CREATED_AT] = { "time", "created_at", FIELD_TIME, N_("Time"),
		N_("When it was written."), NULL, NULL, .flags = FIELD_SYSTEM },
	[NOTE_TEXT] = { "text", "body", FIELD_LONG, N_("Text"),
		N_("What happened, what you think, what comes next. It cannot be changed later, "
		   "only corrected."), NULL, N_("Note"), .needs = { { MOMENT_CREATE } } },
	[NOTE_CORRECTS] = { "corrects", NULL, FIELD_INT, N_("Corrects"),
		N_("The number of the note this one corrects."), NULL, N_("Note") },
};

const struct object note_object = { "note", "notes", fields, NOTE_FIELDS };
