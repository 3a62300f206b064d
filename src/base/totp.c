#include "src/base/totp.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/clock.h"
#include "src/base/crypt.h"
#include "src/base/secret.h"

#define SECRET_LEN 20
#define DIGITS 6
#define STEP_S 30
#define DRIFT 1			/* steps; RFC 6238 5.2 */
#define NAME_MOST 20
#define QUIET 2			/* modules around the drawing */

char *totp_secret(void)
{
	char raw[SECRET_LEN], *text = NULL, *copy;

	crypt_random(raw, sizeof(raw));
	if (oath_base32_encode(raw, sizeof(raw), &text, NULL) != OATH_OK)
		g_error("base 32 failed");
	secret_wipe(raw, sizeof(raw));
	copy = g_strdup(text);
	secret_wipe(text, strlen(text));
	free(text);
	return copy;
}

char *totp_uri(const char *secret, const char *user)
{
	g_autofree char *name = g_strndup(user, NAME_MOST);

	return g_strdup_printf("otpauth://totp/Blotter:%s?secret=%s", name, secret);
}

/* NULL: no base 32. free() it. */
static char *decode(const char *secret, size_t *len)
{
	char *raw = NULL;

	return oath_base32_decode(secret, strlen(secret), &raw, len) == OATH_OK ? raw : NULL;
}

bool totp_fits(const char *secret, const char *code, int64_t now, int64_t *step)
{
	size_t len;
	char *raw = decode(secret, &len);
	uint64_t counter = 0;
	int at, fits = -1;

	if (raw && strlen(code) == DIGITS && strspn(code, "0123456789") == DIGITS)
		fits = oath_totp_validate3(raw, len, (time_t)(now / SECOND_MS), STEP_S, 0, DRIFT, &at,
					   &counter, code);
	if (raw)
		secret_wipe(raw, len);
	free(raw);
	*step = (int64_t)counter;
	return fits >= 0;
}

char *totp_code(const char *secret, int64_t now)
{
	size_t len;
	char *raw = decode(secret, &len), code[DIGITS + 1] = "";

	if (raw)
		oath_totp_generate(raw, len, (time_t)(now / SECOND_MS), STEP_S, 0, DIGITS, code);
	free(raw);
	return g_strdup(code);
}

/* Outside of the code it is light too: readers need the margin. */
static bool is_light(const QRcode *code, int y, int x)
{
	y -= QUIET;
	x -= QUIET;
	return y < 0 || x < 0 || y >= code->width || x >= code->width ||
	       !(code->data[y * code->width + x] & 1);
}

char **totp_drawing(const char *uri)
{
	static const char *const halves[] = { " ", "\xe2\x96\x84", "\xe2\x96\x80", "\xe2\x96\x88" };
	QRcode *code = QRcode_encodeString8bit(uri, 0, QR_ECLEVEL_L);
	GPtrArray *lines = g_ptr_array_new();

	if (!code) {
		g_ptr_array_unref(lines);
		return NULL;
	}
	for (int y = 0; y < code->width + 2 * QUIET; y += 2) {
		GString *line = g_string_new(NULL);

		for (int x = 0; x < code->width + 2 * QUIET; x++)
			g_string_append(line, halves[2 * is_light(code, y, x) + is_light(code, y + 1, x)]);
		g_ptr_array_add(lines, g_string_free(line, FALSE));
	}
	QRcode_free(code);
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}
