/* A store at work while the machine fails it: what was acknowledged stays, the log is whole, and
 * nothing that was typed stands in clear in any file. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include "tests/house.h"

#define MARKER "Vexqorlmth"	/* stands in everything that is typed */

/* --- seam_io.c: calls of this process that write under a directory --- */

struct io_plan {
	long fail_at;	/* the call that fails, from 1; 0: none */
	int code;	/* errno of it */
	bool from_then_on, shorten;	/* all after it too; half of what was to be written is */
	bool kill;	/* the process ends there instead */
};
void io_watch(const char *dir);
void io_arm(const struct io_plan *plan);	/* counts from 1 again */
long io_count(void);	/* calls since io_arm */
/* What was written, in order, to be replayed (power.c). */
enum io_kind { IO_CREATE, IO_MKDIR, IO_WRITE, IO_TRUNCATE, IO_SYNC, IO_SYNC_DIR, IO_UNLINK, IO_RENAME, IO_TOLD };
struct io_op { enum io_kind kind; char *path, *to; int64_t at; GBytes *bytes; };
void io_record(bool on);	/* begins anew */
GPtrArray *io_recorded(void);	/* of struct io_op */
void io_told(int64_t n);

/* --- seam_memory.c: malloc and realloc of our own objects, SQLite's and libcrypto's through them --- */

void memory_arm(long fail_at);
long memory_count(void);

/* --- stage.c: a store, saved, spoilt and put back --- */

struct deed;
struct stage {
	struct house *house;
	char *dir, *work;
	char *saved, *scene, *spoilt;	/* as it was made; as the deed begins; after a first fault */
	const struct deed *deed;
	int64_t before;		/* entries of the deed when it begins */
	long told;		/* faults made */
	bool loud;		/* says how far it is */
};
void stage_begin(struct stage *stage);
void stage_end(struct stage *stage);
void stage_empty(struct stage *stage);
/* What follows is about this deed. */
void stage_set(struct stage *stage, const struct deed *deed);
void stage_restore(struct stage *stage);
void stage_keep(struct stage *stage);		/* what is there now, as spoilt … */
void stage_restore_spoilt(struct stage *stage);
/* The store opens, its log is whole, no file holds the marker; a deed that was said to be done is in the
 * log. what: for the message. */
void stage_check(struct stage *stage, bool done, const char *what);
void stage_told(struct stage *stage, const struct deed *deed, long count);
char *stage_path(const struct stage *stage, const char *name);

/* --- deeds.c: what is interrupted --- */

struct deed {
	const char *name;
	const char *who;	/* signs in before it; NULL: the deed does */
	const char *entry;	/* its entries in the log, as a filter */
	const char *text;	/* of an act */
	bool (*run)(struct stage *stage, struct session *session, const struct deed *deed, GError **error);
	void (*prepare)(struct stage *stage);	/* before it begins; NULL: nothing */
	/* What people do after the fault, and must find; before the store is looked at. */
	void (*after)(struct stage *stage, bool done, const char *what);
	const char *may_say;	/* what verification says as long as it is not done; NULL: nothing */
};
extern const struct deed deeds[];	/* ends with a NULL name */
size_t deeds_count(void);
/* A store as an earlier release left it. */
void older_store(struct stage *stage);

/* --- the parts; each returns how many faults it made --- */

/* Every stride-th call of each deed fails. */
long faults_io(struct stage *stage, long stride);
long faults_memory(struct stage *stage, long stride);
long faults_kill(struct stage *stage, long kills);
long faults_power(struct stage *stage, long states);
/* … and then, while the store opens again, every stride-th call of that. */
long faults_twice(struct stage *stage, long stride);

#endif
