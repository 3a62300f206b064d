/* Notes of a case: append-only, a correction is a new note. */
#ifndef RULES_NOTE_H
#define RULES_NOTE_H

enum note_field {
	NOTE_CASE, NOTE_AUTHOR, NOTE_CREATED_AT, NOTE_TEXT, NOTE_CORRECTS,
	NOTE_FIELDS
};

#endif
