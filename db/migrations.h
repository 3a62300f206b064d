#ifndef DB_MIGRATIONS_H
#define DB_MIGRATIONS_H

/* One file of db/migrations/, numbered from 1 without gaps. */
struct migration {
	unsigned number;
	const char *title;
	const char *sql;
};

extern const struct migration migrations[];
extern const unsigned migrations_len;

#endif
