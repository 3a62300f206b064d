/* An error: its kind, which decides the exit code and the first word, and one sentence. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <glib.h>
#include <stdbool.h>

enum err_kind {
	ERR_DENIED,	/* the person may not do this */
	ERR_INVALID,	/* what was given is not acceptable; names every field */
	ERR_CONFLICT,	/* somebody else changed the record meanwhile */
	ERR_LOGIN,	/* sign-in refused */
	ERR_FAILED,	/* anything else: the store, the system, a damaged file */
	ERR_USAGE,	/* the command line could not be understood */
	ERR_WRONG,	/* a check ran and found something wrong */
};

#define BLOTTER_ERROR (err_quark())
GQuark err_quark(void);

/* Sets *error (which may be NULL) and returns false, so that callers may `return err_set(…)`. */
bool err_set(GError **error, enum err_kind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The word stderr begins with: "denied", "invalid", "conflict", "login", "failed", … */
const char *err_word(const GError *error);
enum err_kind err_kind(const GError *error);
bool err_is(const GError *error, enum err_kind kind);

/* For our own structs: CLEANUP(record_free) struct record *r = NULL; the function takes a
 * pointer to the variable, made by CLEANUP_DEFINE from one that takes the value. */
#define CLEANUP(type_free) __attribute__((cleanup(type_free##_cleanup)))
#define CLEANUP_DEFINE(type, type_free) \
	static inline void type_free##_cleanup(type *p) { if (*p) type_free(*p); }

#endif
