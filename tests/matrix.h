/* The privilege matrix of tests/app/matrix.txt: who stands for each role, the stage that each action
 * needs, and what should come of it. The tests of each door (act(), the screens) share it; that of
 * the command line reads the file itself. */
#ifndef TESTS_MATRIX_H
#define TESTS_MATRIX_H

#include "tests/house.h"

/* In the order of enum role. */
struct matrix_person { const char *name; bool scoped; char sees; bool listed; };
extern const struct matrix_person matrix_people[ROLES];

enum stage {
	NOWHERE, PLAIN, NEW, CONTAINMENT, PENDING, CLOSED, OFFERED_IN, OFFERED_OUT, ESCALATED,
	WATCHED, RESTRICTED, ALERT, SESSION,
};
/* One act, and a cell for each role: see the file. */
struct row { char *action, *text, *cells; enum stage stage; };

/* The case in hand, as it stands to the person. */
enum standing_kind { OWN, MADE, FREE, COLLEAGUES, ELSEWHERE, SECRET, LISTED, KINDS };
enum result { DONE, DENIED, UNSEEN };

struct table {
	GPtrArray *rows;		/* of struct row */
	struct session *stager;		/* gus, who sets the stage and reads the log */
	size_t who;			/* of matrix_people */
};
/* Fails unless the file has the roles of the program, in their order. */
void table_read(struct table *table, struct session *stager, size_t who);
void table_clear(struct table *table);
const char *table_me(const struct table *table);

bool row_of_a_case(const struct row *row);
/* What is there to act on: its number; "" where nothing is needed. Caller frees. */
char *stage_set(const struct table *table, const struct row *row, enum standing_kind kind);
/* The act, on what was staged. Caller frees. */
char *row_act(const struct row *row, const char *target);
enum result result_expected(const struct table *table, const struct row *row, enum standing_kind kind);
/* What a refusal means for the matrix: what is allowed but has nothing to do counts as done. False:
 * it is none of these. */
bool result_of(bool denied, const char *message, enum result *result);
/* "hal, own case: note-add 7 text=a" */
char *cell_name(const struct table *table, const char *act, enum standing_kind kind);

/* The last entry of the log. */
int64_t log_head(const struct table *table);
/* Exactly what should have been written since: one denial, nothing, or what was done. */
void log_check(const struct table *table, const char *action, int64_t seq, enum result result);

#endif
