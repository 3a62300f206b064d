/* A person's own files of lines: # begins a remark, and what is wrong is told with file and line. */
#ifndef UI_CONF_H
#define UI_CONF_H

#include <glib.h>

/* "keys.conf:12: there is no key 'Entre'". */
typedef void (*conf_bad)(const char *what, void *data);
/* Takes a line that is neither empty nor a remark, and may write in it. NULL, or what is wrong with it;
 * conf_lines frees it. */
typedef char *(*conf_take)(void *self, char *line, unsigned number);

/* name: for messages. bad NULL: nobody is told. */
void conf_lines(const char *text, const char *name, conf_take take, void *self, conf_bad bad, void *data);
/* All of a file. NULL: it is not there, or what is wrong was told. Caller frees. */
char *conf_file(const char *path, conf_bad bad, void *data);
/* Cuts the next word off; "" at the end. */
char *conf_word(char **rest);

#endif
