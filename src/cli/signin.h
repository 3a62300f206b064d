/* Signing in from the command line: notice, password, session. */
#ifndef CLI_SIGNIN_H
#define CLI_SIGNIN_H

#include "src/app/consent.h"
#include "src/app/session.h"
#include "src/cli/options.h"

struct signin {
	char *store;
	char *user;			/* NULL: will be asked for */
	struct passphrase *password;	/* NULL: will be asked for */
	int code_fd;			/* where the code of a second factor comes from; -1: it is asked for */
	const char *via;		/* of struct session_host */
	struct parse_child *parser;	/* the arguments' */
};
/* Reads what the options name. The password first: what follows it on the same descriptor belongs
 * to somebody else. */
bool signin_begin(const struct arguments *arguments, struct signin *signin, GError **error);
/* Asks for what is missing, at the terminal, after the notice of signin->store. */
bool signin_complete(struct signin *signin, GError **error);
/* Asks for what is missing, at the terminal, after the notice; signs in. NULL with error. */
struct session *signin_open(struct signin *signin, GError **error);
/* Wipes. */
void signin_clear(struct signin *signin);

/* Both steps, for the verbs that read nothing else before. */
struct session *signin_session(const struct arguments *arguments, GError **error);

/* The second person: options, or questions at the terminal. consent's strings live as long as second. */
struct second {
	struct consent consent;
	char *user;
	struct passphrase *password;
	int code_fd;
};
bool second_get(const struct arguments *arguments, struct second *second, GError **error);
/* … where nobody needs to be named: consent.user NULL. Without a password, each act asks for it and says what for. */
bool second_named(const struct arguments *arguments, struct second *second, GError **error);
void second_clear(struct second *second);
/* Asks user for it; and, for the consent, for the code of their second factor. data: the struct second. */
bool second_password(struct second *second, GError **error);
bool second_code(void *data, struct passphrase *code, GError **error);

/* A password from --…-file or --…-fd; NULL without error when neither is given. */
struct passphrase *signin_password(const struct arguments *arguments, enum option file, enum option fd,
				   GError **error);
/* The code of a second factor: the next line of fd, or (-1) asked for at the terminal. */
bool signin_code(int fd, const char *prompt, struct passphrase *code, GError **error);
#define FD_MAX 1023
/* The terminal the process runs on, as the log and the lock after failures name it. Caller frees
 * with session_host_clear. */
void signin_host(struct session_host *host, const char *via);

#endif
