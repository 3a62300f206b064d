/* Which libraries the program runs on. */
#ifndef APP_ABOUT_H
#define APP_ABOUT_H

#include <stdbool.h>

/* Name, version, name, version …; NULL at the end. Free with g_strfreev. */
char **about_libraries(void);
/* The providers of the cryptography; *fips: this machine asks OpenSSL for FIPS algorithms only. g_strfreev. */
char **about_providers(bool *fips);
/* NULL: stores of the profile fips can be made and opened here; else why not, caller frees. Loads the provider:
 * the last thing a process does with OpenSSL. */
char *about_fips_missing(void);

#endif
