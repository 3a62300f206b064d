/* Who follows a case. */
#ifndef RULES_WATCHER_H
#define RULES_WATCHER_H

enum watcher_field {
	WATCHER_CASE, WATCHER_USER, WATCHER_ACTIVE, WATCHER_AT,
	WATCHER_FIELDS
};

#endif
