/* A sentence to whoever waits, before what takes long. */
#ifndef BASE_TELL_H
#define BASE_TELL_H

struct tell {
	void (*say)(void *data, const char *sentence);	/* NULL: nobody waits, as where no struct is given */
	void *data;
};

#endif
