/* What screens with cases share: words about them, and commands on the case under the cursor. */
#ifndef UI_SCREENS_WORK_H
#define UI_SCREENS_WORK_H

#include "src/rules/problem.h"
#include "ui/command.h"

/* "CUI C2 suspected  CTI EXPT"; "" when none is involved. Caller frees. */
char *work_cui(const struct record *record);
/* What the case needs for its next step; problems_free(). */
struct problems *work_missing(struct ui *ui, const struct record *record);
/* Its name among what is needed: "Severity basis", "An action in this phase". Not to free. */
const char *work_needed(const struct problem *problem);
/* Who wants it, or how it is given. Caller frees. */
char *work_why_needed(struct ui *ui, const struct problem *problem);
/* Goes to where the case of this id gets it: the form, or the dialog of an action. */
void work_supply(struct ui *ui, const char *id, const struct problem *problem);
/* "containment": the state it would go to next; "" at the end. */
const char *work_next_state(const struct record *record);
/* "Preservation decision · Contract · 3 more"; "" when nothing is. Caller frees. */
char *work_missing_text(const struct problems *problems, const struct canvas *canvas, unsigned most);
/* "DoD report due 2026-11-24 17:22 UTC (51 h 20 min)", "DoD report filed 24 h late"; NULL: no such clock runs, and
 * none was missed. Caller frees. */
char *work_report_due(const struct record *record, int64_t now, bool *late);
/* The case of this id as a list shows it: its reading is not logged. NULL: not to be seen. */
struct record *work_case(struct ui *ui, const char *id);
/* "bea saved this at 11-20 10:46 UTC (12 min ago)": who changed it last. Caller frees. */
char *work_saved(struct ui *ui, const struct record *record);

/* edit [FIELD]: the form of the case under the cursor. self is the screen. */
extern const struct command work_commands[];

#endif
