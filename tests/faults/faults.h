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
};
void io_watch(const char *dir);
void io_arm(const struct io_plan *plan);	/* counts from 1 again */
long io_count(void);	/* calls since io_arm */
/* What was written, in order, to be replayed (power.c). */
enum io_kind { IO_CREATE, IO_WRITE, IO_TRUNCATE, IO_SYNC, IO_SYNC_DIR, IO_UNLINK, IO_RENAME, IO_TOLD };
struct io_op { enum io_kind kind; char *path, *to; int64_t at; GBytes *bytes; };
void io_record(bool on);
GPtrArray *io_recorded(void);	/* of struct io_op */
void io_told(int64_t n);

/* --- seam_memory.c: malloc and realloc of our own objects, SQLite's and libcrypto's through them --- */

void memory_arm(long fail_at);
long memory_count(void);

/* --- stage.c: a store, saved, spoilt and put back --- */

struct stage {
	struct house *house;
	char *dir, *work, *saved;
	int64_t entries;	/* in the log when it was saved */
};
void stage_begin(struct stage *stage);
void stage_end(struct stage *stage);
void stage_restore(struct stage *stage);
/* The store opens, its log is whole, no file holds the marker; how many entries of the action that
 * were done. what: for the message. */
int64_t stage_check(struct stage *stage, const char *action, const char *what);

/* --- the parts; each returns how many faults it made --- */

struct deed { const char *who, *action, *text; };
extern const struct deed deeds[];	/* ends with a NULL who */

/* Every stride-th call of each deed fails. */
long faults_io(struct stage *stage, long stride);
long faults_memory(struct stage *stage, long stride);
long faults_kill(struct stage *stage, long kills);
long faults_power(struct stage *stage, long states);

#endif
