/* The command line: finds the verb and runs it. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "src/cli/options.h"

/* argv without the program's name. screen: what runs when no verb is given; it calls cli_confine itself, before
 * it reads a key. Returns the exit code. */
int cli_run(char **argv, int (*screen)(struct arguments *arguments));
bool cli_confine(struct arguments *arguments, GError **error);

#endif
