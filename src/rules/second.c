#include "src/rules/second.h"

#include <string.h>

/* Who may agree counts too: else one person makes, or takes away, the second that they need. */
static bool is_weighty(enum role role)
{
	return roles[role].privileged || permissions[PERM_AGREE].levels[role] != LEVEL_NO;
}

bool second_wanted(enum second_when when, const struct person *about, bool conflict)
{
	if (!second_flagged(when) || when == SECOND_ALWAYS)
		return when == SECOND_ALWAYS;
	for (guint i = 0; about && i < about->grants->len; i++)
		if (is_weighty(g_array_index(about->grants, struct grant, i).role))
			return true;
	return conflict;
}

bool second_flagged(enum second_when when)
{
	return when != SECOND_NEVER && when != SECOND_LOWERING;
}

bool second_is_third(const char *name, const char *doer, const char *about)
{
	return strcmp(name, doer) != 0 && g_strcmp0(name, about) != 0;
}
