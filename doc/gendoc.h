/* The generated parts of the manual: gendoc.c finds one by name and prints it. */
#ifndef DOC_GENDOC_H
#define DOC_GENDOC_H

#include <stdbool.h>

/* gendoc_act.c: the command line and what it works by */
void print_verbs(void);
void print_options(void);
void print_actions(void);
void print_queries(void);
void print_formats(void);
void print_exit(void);

/* gendoc_rules.c: what the rules say */
void print_fields(void);
void print_shorts(void);
void print_states(void);
void print_roles(void);
void print_permissions(void);
void print_conflicts(void);
void print_settings(void);

/* gendoc_keys.c: keys and the commands they run */
void print_keys(void);
void print_paints(void);
void print_commands(void);
void print_guide(void);			/* GUIDE.md with the keys as they are shipped */
bool print_shipped(const char *name);	/* a file as it is built in; false: there is no such file */

#endif
