/* A case as text to read: its fields, its people. */
#ifndef UI_SCREENS_CASE_TEXT_H
#define UI_SCREENS_CASE_TEXT_H

#include "ui/screens/browse.h"

/* For tabs: browse_case() names the case. */
void case_text_details(struct ui *ui, struct pager *pager, struct browse *browse);
void case_text_people(struct ui *ui, struct pager *pager, struct browse *browse);

#endif
