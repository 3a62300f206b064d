/* The head of a case: what it is, whose, and its clocks. */
#ifndef UI_SCREENS_CASE_HEAD_H
#define UI_SCREENS_CASE_HEAD_H

#include "src/rules/record.h"
#include "ui/screen.h"

#define CASE_HEAD_ROWS 2

void case_head_draw(struct ui *ui, struct canvas *canvas, const struct record *record);

#endif
