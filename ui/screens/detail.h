/* All of one record as text to read. */
#ifndef UI_SCREENS_DETAIL_H
#define UI_SCREENS_DETAIL_H

#include "ui/pager.h"

/* Its fields that have a value; the raw bytes of an alert; the changes of an audit entry. */
void detail_fill(struct ui *ui, struct pager *pager, const struct record *record);
/* The fields alone; the raw event of an alert alone. */
void detail_fields(struct ui *ui, struct pager *pager, const struct record *record);
void detail_raw(struct ui *ui, struct pager *pager, const struct record *alert);
/* A value as a person reads it; times as ui_time(). Caller frees. */
char *detail_value(const struct ui *ui, const struct record *record, size_t field);
/* Opens it whole on a screen of its own. */
void detail_open(struct ui *ui, const struct record *record);
/* Of an entry of the log, what its list cut short or has no column for: first why, and what changed. */
void detail_entry(struct ui *ui, struct pager *pager, const struct record *entry);
/* Of a row of a timeline: first what changed. */
void detail_story(struct ui *ui, struct pager *pager, const struct record *row);

#endif
