/* What is asked of the store. */
#ifndef DB_SELECT_ASK_H
#define DB_SELECT_ASK_H

#include "src/rules/filter.h"
#include "src/rules/visible.h"

enum scope {
	SCOPE_ALL,
	SCOPE_MY_GROUPS,	/* the case's group is one of visibility->member_of */
	SCOPE_OFFERED,		/* offered to one of my groups */
	SCOPE_ESCALATED,	/* an open escalation waits for me or one of my groups */
	SCOPE_ANSWERED,		/* cases where I acknowledged one */
	SCOPE_WATCHED,		/* cases that I watch */
};
/* queue: sev_rank, due_rank, pk; due: of open offers, the one first that must be answered first */
enum order { ORDER_QUEUE, ORDER_NEWEST, ORDER_OLDEST, ORDER_DUE };

struct select {
	const struct object *object;
	const struct visibility *visibility;	/* NULL only for objects that belong to no case */
	enum scope scope;
	const struct term *terms;
	size_t terms_len;
	int64_t pk;				/* this row only, in whatever scope; 0: any */
	const GArray *fields;			/* of size_t: read only these; NULL: all */
	enum order order;
	int limit;				/* 0: all */
	const struct record *after; /* keyset: the page after this row; NULL: the first */
	bool backwards;				/* … the page before it; rows still in order */
};

#endif
