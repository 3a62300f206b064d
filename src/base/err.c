#include "src/base/err.h"

#include <stdarg.h>

static const char *const words[] = {
	[ERR_DENIED] = "denied",
	[ERR_INVALID] = "invalid",
	[ERR_CONFLICT] = "conflict",
	[ERR_LOGIN] = "login",
	[ERR_FAILED] = "failed",
	[ERR_USAGE] = "usage",
	[ERR_WRONG] = "wrong",
};

GQuark err_quark(void)
{
	return g_quark_from_static_string("blotter-error");
}

bool err_set(GError **error, enum err_kind kind, const char *format, ...)
{
	va_list args;

	if (!error)
		return false;
	/* The first failure is the cause; what fails while cleaning up after it is not. */
	if (*error)
		return false;
	va_start(args, format);
	*error = g_error_new_valist(BLOTTER_ERROR, (int)kind, format, args);
	va_end(args);
	return false;
}

enum err_kind err_kind(const GError *error)
{
	if (!error || error->domain != BLOTTER_ERROR)
		return ERR_FAILED;
	if (error->code < 0 || (size_t)error->code >= G_N_ELEMENTS(words))
		return ERR_FAILED;
	return (enum err_kind)error->code;
}

const char *err_word(const GError *error)
{
	return words[err_kind(error)];
}

bool err_is(const GError *error, enum err_kind kind)
{
	return error && err_kind(error) == kind;
}
