#include "src/base/warn.h"

#include <stddef.h>

static warn_tell told;
static void *told_data;

void warn_to(warn_tell tell, void *data)
{
	told = tell;
	told_data = data;
}

void warn_say(const char *sentence)
{
	if (told)
		told(sentence, told_data);
}
