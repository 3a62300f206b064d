/* The command line: finds the verb and runs it. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "src/cli/options.h"

/* argv without the program's name. screen: what runs when no verb is given. Returns the exit
 * code. */
int cli_run(char **argv, int (*screen)(const struct arguments *arguments));

#endif
