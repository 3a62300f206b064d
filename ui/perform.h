/* Doing an action: on what, with what arguments, asked and told. */
#ifndef UI_PERFORM_H
#define UI_PERFORM_H

#include "src/app/act.h"
#include "ui/screen.h"

/* house.perform: "26-0041 to=forensics reason=skill" or "". What is missing is asked in a dialog. */
void perform(struct ui *ui, const struct action *action, const char *arguments);

#endif
