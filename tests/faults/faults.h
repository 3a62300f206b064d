/* A store at work while the machine fails it: what was acknowledged stays, the log is whole, and
 * nothing that was typed stands in clear in any file. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include "tests/faults/tree.h"
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
void io_record(void);	/* begins */
GPtrArray *io_recorded(void);	/* ends: of struct io_op */
void io_told(int64_t n);

/* --- seam_memory.c: malloc and realloc of our own objects, SQLite's and libcrypto's through them --- */

enum { MEMORY_NONE = 0, MEMORY_NOTE = -1 };
void memory_arm(long fail_at);	/* from 1; none; or note, until it is armed again … */
/* … the first call of each place that asks, a place being the calls that led there. Of long. */
GArray *memory_noted(void);

/* --- stage.c: a store, saved, spoilt and put back --- */

struct deed;
struct stage {
	struct house *house;
	char *dir, *work;
	GTree *saved, *scene, *spoilt;	/* as it was made; as the deed begins; after a first fault */
	const struct deed *deed;
	int64_t before;		/* entries of the deed when it begins */
	GHashTable *seen;	/* of this deed, by name: what need not be looked at again */
};
void stage_begin(struct stage *stage);
void stage_end(struct stage *stage);
/* What follows is about this deed. */
void stage_set(struct stage *stage, const struct deed *deed);
void stage_restore(struct stage *stage);
void stage_put(struct stage *stage, GTree *tree);
void stage_keep(struct stage *stage);		/* what is there now, as spoilt … */
void stage_restore_spoilt(struct stage *stage);
/* The store opens, its log is whole, no file holds the marker; a deed that was said to be done is in the
 * log. what: for the message. */
void stage_check(struct stage *stage, bool done, const char *what);
char *stage_path(const struct stage *stage, const char *name);

/* --- try.c: a deed that is spoilt, and how it ended --- */

struct ending { bool done; long calls; bool ended; char why[400]; };	/* ended: with its process */
struct ending try_here(struct stage *stage, const struct io_plan *plan);
struct ending try_apart(struct stage *stage, const struct io_plan *plan);
/* stage_check, and what was said of it. */
void try_check(struct stage *stage, const struct ending *ending, const char *what);

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

/* --- the parts; each, of the deed of the stage, returns how many faults it made --- */

/* Every stride-th call of the deed fails. */
long faults_io(struct stage *stage, long stride);
long faults_memory(struct stage *stage, long stride);
/* … and then, while the store opens again, every stride-th call of that. */
long faults_twice(struct stage *stage, long stride);
/* So many over all the deeds. */
long faults_power(struct stage *stage, long states);
/* So many, of deeds of its own. */
long faults_kill(struct stage *stage, long kills);

/* --- parts.c --- */

struct part {
	const char *name, *what;
	long (*run)(struct stage *stage, long n);
	long n, few;	/* how many, or each nth call only: as a whole, and with every test */
	bool once;	/* not for each deed */
};
extern const struct part parts[];	/* ends with a NULL name */
/* In jobs processes, each with a stage. names: only these deeds; NULL: all. loud: says how far it is. */
long part_run(const struct part *part, long n, const char *const *names, int jobs, bool loud);

#endif
