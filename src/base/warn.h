/* What was done, but not as it should be, for whoever runs the program: where no caller waits to be told. */
#ifndef BASE_WARN_H
#define BASE_WARN_H

typedef void (*warn_tell)(const char *sentence, void *data);

/* NULL: nobody is told. */
void warn_to(warn_tell tell, void *data);
void warn_say(const char *sentence);

#endif
