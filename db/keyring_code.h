/* The recovery code as people write it down: 160 bits in eight groups of four letters and digits
 * (Crockford's base 32), and a ninth that finds mistakes. */
#ifndef DB_KEYRING_CODE_H
#define DB_KEYRING_CODE_H

#include "src/base/err.h"
#include <stdint.h>

#define CODE_LEN 20

/* Caller wipes and frees. */
char *code_text(const uint8_t code[CODE_LEN]);
/* Blanks, dashes and case do not matter; O is 0, I and L are 1. */
bool code_parse(const char *text, uint8_t code[CODE_LEN], GError **error);

#endif
