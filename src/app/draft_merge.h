/* What was chosen between two people's changes, as a part of the draft of the form it came from. */
#ifndef APP_DRAFT_MERGE_H
#define APP_DRAFT_MERGE_H

#include "src/app/request.h"
#include "src/rules/merge.h"

/* Adds each choice made so far, with what it was made between. */
void draft_merge_put(const struct merge *merge, struct request *typed);
/* For merge_recall(). NULL: nothing was chosen. */
struct merge *draft_merge_get(const struct object *object, const struct request *typed);

#endif
