/* Time-based one-time codes (RFC 6238: SHA-1, six digits, 30 s), thin over liboath; and the drawing
 * that a telephone reads. */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include <stdbool.h>
#include <stdint.h>

/* 160 random bits, base 32 (RFC 4226 4 R6). Caller wipes and frees. */
char *totp_secret(void);
/* What an authenticator takes in. The label is cut so that the drawing fits a terminal of 24 rows.
 * Caller wipes and frees. */
char *totp_uri(const char *secret, const char *user);
/* The code is that of this half minute or a neighbour's; *step: which half minute it is of. */
bool totp_fits(const char *secret, const char *code, int64_t now, int64_t *step);
/* The code of now: for tests. Caller frees. */
char *totp_code(const char *secret, int64_t now);

/* A QR code in half blocks, light on dark, a line each; g_strfreev. NULL: it is too long. */
char **totp_drawing(const char *uri);

#endif
