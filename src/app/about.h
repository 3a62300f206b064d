/* Which libraries the program runs on. */
#ifndef APP_ABOUT_H
#define APP_ABOUT_H

/* Name, version, name, version …; NULL at the end. Free with g_strfreev. */
char **about_libraries(void);

#endif
