/* What `./dev bench` measures: each figure beside its limit, taken in the same run. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include "tests/house.h"

struct bench {
	const char *dir;	/* where the stores are kept */
	const char *blotter;	/* the program */
	const char *self;	/* this one, to be run as a process of its own */
};

/* --- bench.c: the table --- */

enum goal { AT_LEAST, AT_MOST, NO_GOAL };
struct figure {
	const char *what, *unit;
	double value;
	const char *limit_is;	/* what the limit is; NULL: the goal is for the value itself */
	double limit;
	enum goal goal;
	double than;		/* … of value / limit, or of value */
};
void figure_print(const struct figure *figure);

double bench_now(void);		/* seconds */
double bench_median(GArray *values);		/* of double; sorts them */
uint64_t bench_random(void);	/* the same in each run */

/* --- stores.c --- */

/* A store with so many cases, made once: three in ten of soc, one in twenty open. */
struct house *stores_house(const struct bench *bench, int64_t cases);
int64_t stores_count(struct session *session);

/* --- the parts --- */

void bench_writes(const struct bench *bench, int64_t cases);
void bench_queue(const struct bench *bench, const int64_t *sizes);	/* 0 at the end */
void bench_crowd(const struct bench *bench);
void bench_verify(const struct bench *bench, int64_t cases);
void bench_start(const struct bench *bench, int64_t cases);
void bench_tty(const struct bench *bench, int64_t cases);
void bench_profile(const struct bench *bench);
/* In the process of its own: password to queue, then its time and memory on standard output. */
int bench_session(const char *dir);

/* --- raw.c: what the library does without us --- */

/* Of a case's row, of the entries that create and change one with the values beside them. */
struct raw_bytes { size_t row, create, update; };
#define RAW_BARE 130
struct raw;
struct sqlite3;
struct sqlite3_stmt;
/* Both or the bench ends, with what SQLite says. */
struct sqlite3_stmt *raw_prepare(struct sqlite3 *db, const char *sql);
void raw_run(struct sqlite3_stmt *statement);	/* one step, and ready for the next */
struct raw *raw_new(const char *path, int64_t cases, const struct raw_bytes *bytes);	/* NULL: bare */
void raw_free(struct raw *raw);
void raw_update(struct raw *raw);	/* case, audit row, hash chain, one transaction */
void raw_create(struct raw *raw);

/* --- same.c: what our own tables cost without us --- */

struct same;
/* In a store of its own, which goes with it. */
struct same *same_new(const struct bench *bench, int64_t cases);
void same_free(struct same *same);
void same_update(struct same *same);
void same_create(struct same *same);

#endif
