/* What both `audit verify` and `check` say of a log that is right. */
#ifndef CLI_VERDICT_H
#define CLI_VERDICT_H

#include <stdint.h>

/* Nothing when there was none. */
void verdict_rollbacks(int64_t count);

#endif
