/*
 * Functions that nobody here calls, and what to call instead. Included before
 * every file of ours by the compiler's -include; tests/check-style.sh reads the
 * names from here too. A use fails to compile: sorry_strcpy_is_banned.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include "config.h"

/* declared before they are banned */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define BANNED(name, instead) sorry_##name##_is_banned_use_##instead

/* no bounds: g_strlcpy, g_strdup, GString */
#undef strcpy
#define strcpy(a, b) BANNED(strcpy, g_strlcpy)
#undef strcat
#define strcat(a, b) BANNED(strcat, g_strlcat)
#undef strncpy
#define strncpy(a, b, n) BANNED(strncpy, g_strlcpy)
#undef strncat
#define strncat(a, b, n) BANNED(strncat, g_strlcat)
#undef stpcpy
#define stpcpy(a, b) BANNED(stpcpy, g_strlcpy)
#undef sprintf
#define sprintf(...) BANNED(sprintf, g_snprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, g_vsnprintf)
#undef gets
#define gets(s) BANNED(gets, fgets)

/* no errors: text_* or g_ascii_string_to_unsigned */
#undef atoi
#define atoi(s) BANNED(atoi, g_ascii_string_to_signed)
#undef atol
#define atol(s) BANNED(atol, g_ascii_string_to_signed)
#undef atoll
#define atoll(s) BANNED(atoll, g_ascii_string_to_signed)
#undef atof
#define atof(s) BANNED(atof, g_ascii_strtod)
#undef scanf
#define scanf(...) BANNED(scanf, a_parser)
#undef fscanf
#define fscanf(...) BANNED(fscanf, a_parser)
#undef sscanf
#define sscanf(...) BANNED(sscanf, a_parser)

/* hidden state */
#undef strtok
#define strtok(s, d) BANNED(strtok, g_strsplit)
#undef gmtime
#define gmtime(t) BANNED(gmtime, gmtime_r)
#undef localtime
#define localtime(t) BANNED(localtime, localtime_r)
#undef ctime
#define ctime(t) BANNED(ctime, clock)
#undef asctime
#define asctime(t) BANNED(asctime, clock)
#undef rand
#define rand() BANNED(rand, crypt_random)
#undef random
#define random() BANNED(random, crypt_random)

/* a shell, and names that race */
#undef system
#define system(s) BANNED(system, nothing)
#undef popen
#define popen(s, m) BANNED(popen, nothing)
#undef tmpnam
#define tmpnam(s) BANNED(tmpnam, file_write)
#undef tempnam
#define tempnam(d, p) BANNED(tempnam, file_write)
#undef mktemp
#define mktemp(s) BANNED(mktemp, mkstemp)
#undef alloca
#define alloca(n) BANNED(alloca, g_autofree)

#endif
