/* The second person at the screens: chosen of those who could agree, and there by their password. */
#ifndef UI_SECOND_H
#define UI_SECOND_H

#include "src/app/consent.h"
#include "ui/screen.h"

/* For one task: of several things they agree to each, and are asked once. */
struct second {
	struct ui *ui;
	char *user;		/* NULL: not asked yet, or nobody */
	struct passphrase *password;
	bool alone;		/* asked, and nobody */
	struct consent consent;
};
void second_begin(struct second *second, struct ui *ui);
/* What was given did not count: asks again. */
void second_forget(struct second *second);

#endif
