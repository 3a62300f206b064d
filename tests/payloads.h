/* Some 500 texts that would do something to a terminal which takes them for its own. */
#ifndef TESTS_PAYLOADS_H
#define TESTS_PAYLOADS_H

#include <glib.h>

/* Of char *, valid UTF-8 without NUL: what a field may be given. g_ptr_array_unref. */
GPtrArray *payloads_new(void);
/* Bytes that are no UTF-8: raw 8-bit controls, overlong forms, surrogates. Ends with NULL. */
extern const char *const payloads_broken[];

#endif
