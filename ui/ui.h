/* The full-screen program: what main.c calls. */
#ifndef UI_UI_H
#define UI_UI_H

#include "src/app/session.h"
#include "ui/colour.h"

struct ui_options {
	const struct session_host *host;
	const char *store;	/* directory */
	const char *user;	/* NULL: the login screen asks */
	bool ascii;
	enum colours colours;
	/* Called with data when the first picture is on the terminal and no key was read yet: what need not be
	 * waited for. False with error: the program ends. NULL: nothing. */
	bool (*shown)(void *data, GError **error);
	void *data;
};

/* The screens, commands and actions of the program. */
struct house;
extern const struct house ui_house;

/* Returns the exit code. Errors before the screen is there, or that end the program, go to stderr. */
int ui_run(const struct ui_options *options);
/* Checks the person's own files; what is wrong goes to stderr, a line each. Returns how many lines. */
unsigned ui_check(void);

#endif
