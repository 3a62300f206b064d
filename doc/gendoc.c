/* Prints a part of the manual, written from the tables the program runs on: `gendoc actions`.
 * doc/update.sh puts them where the documents ask for them. */
#include "doc/gendoc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct part {
	const char *name;
	void (*print)(void);
} parts[] = {
	{ "verbs", print_verbs },
	{ "options", print_options },
	{ "actions", print_actions },
	{ "queries", print_queries },
	{ "formats", print_formats },
	{ "exit", print_exit },
	{ "fields", print_fields },
	{ "shorts", print_shorts },
	{ "states", print_states },
	{ "roles", print_roles },
	{ "permissions", print_permissions },
	{ "conflicts", print_conflicts },
	{ "settings", print_settings },
	{ "keys", print_keys },
	{ "commands", print_commands },
	{ "guide", print_guide },
	{ "paints", print_paints },
};
#define PARTS (sizeof(parts) / sizeof(*parts))

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "shipped") == 0)
		return print_shipped(argv[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
	for (size_t i = 0; argc == 2 && i < PARTS; i++) {
		if (strcmp(parts[i].name, argv[1]) == 0) {
			parts[i].print();
			return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
		}
	}
	fputs("usage: gendoc shipped FILE, or gendoc PART, one of:", stderr);
	for (size_t i = 0; i < PARTS; i++)
		fprintf(stderr, " %s", parts[i].name);
	fputc('\n', stderr);
	return EXIT_FAILURE;
}
