/* The second person at the screens: chosen of those who could agree, and there by their password. */
#ifndef UI_SECOND_H
#define UI_SECOND_H

#include "src/app/agreement.h"
#include "ui/screen.h"

/* For one task. */
struct second {
	struct ui *ui;
	char *user;		/* NULL: not asked yet, or nobody */
	struct passphrase *password;
	struct agreement *agreement;	/* what waits of several acts; NULL: one act, which asks by itself */
	struct consent consent;
};
void second_begin(struct second *second, struct ui *ui, bool together);
/* Shows all that waits, and asks who agrees to it. False: nobody does. */
bool second_agree(struct second *second);
/* False, with what is said when nobody does. */
bool second_nobody(GError **error);
void second_end(struct second *second);

#endif
