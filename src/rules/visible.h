/* Who may see which cases: computed here once, turned into SQL in db/select.c. */
#ifndef RULES_VISIBLE_H
#define RULES_VISIBLE_H

#include "src/rules/permission.h"

struct visibility {
	char *user;		/* the person; owner and creator rules go by it */
	bool everything;	/* sees the cases of all groups */
	char **groups;		/* else: sees theirs, and what is offered or escalated to them */
	bool own;		/* reporter: sees what they created or own */
	bool called;		/* sees what they are called in to by name: all who look at cases */
	bool restricted_all;	/* auditor: restricted cases too, each opening logged */
	bool restricted_listed;	/* restricted cases on whose access list the person stands */
	char **member_of;	/* groups for "my groups" queues; never NULL */
	bool member_everywhere;	/* … a working role without @group: all groups are theirs */
};

struct visibility *visibility_of(const struct person *person);
void visibility_free(struct visibility *visibility);
CLEANUP_DEFINE(struct visibility *, visibility_free)
/* The same rule for one case in hand. */
bool visible(const struct visibility *visibility, const struct standing *standing);

#endif
