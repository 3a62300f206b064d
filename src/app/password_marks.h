/* The passwords a person had, as marks of which nobody can read them (SP 800-171 3.5.8). */
#ifndef APP_PASSWORD_MARKS_H
#define APP_PASSWORD_MARKS_H

#include "db/tx.h"
#include "src/app/session.h"

/* One change of a password, seen by its marks. */
struct marks {
	char *grain;		/* hex; the same for all marks of the user */
	char *present, *wanted;	/* the marks to write down; present NULL: it has one, or needs none */
};
void marks_clear(struct marks *marks);
/* Runs the cheap KDF over both and refuses a wanted one that was in use. keep_present: it was the
 * person's own, and no one-time passphrase. */
bool marks_check(struct session *session, const struct passphrase *present,
		 const struct passphrase *wanted, bool keep_present, struct marks *marks,
		 GError **error);
bool marks_write(struct tx *tx, const char *user, const struct marks *marks, GError **error);

#endif
