#include "db/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/i18n.h"

#define SLICE 2048		/* pages of one short read: some 20 ms */
#define SLICE_MS 10000
/* SQLite locks bytes from here on, and writes no page that holds them. */
#define LOCK_BYTE 0x40000000
#define LOCK_PAGE (LOCK_BYTE / PAGE_LEN + 1)

struct pages {
	const struct page_key *key;
	uint32_t read, bad, first_bad;
	enum page_state state;	/* of the first bad one */
};

struct page_key *pages_key(const struct keys *keys, const struct keyring_info *info)
{
	uint8_t *key = secret_new(KEY_LEN);
	struct page_key *page_key;

	keys_database(keys, info->epoch, key);
	page_key = page_key_new(key, info->salt);
	secret_free(key);
	return page_key;
}

static void look_at(struct pages *pages, const uint8_t page[PAGE_LEN], uint32_t number)
{
	enum page_state state = page_check(pages->key, page, number);

	pages->read++;
	if (state == PAGE_GOOD || number == LOCK_PAGE)
		return;
	if (pages->bad++ == 0) {
		pages->first_bad = number;
		pages->state = state;
	}
}

static bool conclude(const struct pages *pages, const char *name, uint32_t *read, GError **error)
{
	*read = pages->read;
	if (pages->bad == 0)
		return true;
	return err_set(error, ERR_WRONG, pages->state == PAGE_ZERO ?
		       _("page %u of \"%s\" was emptied (%u of %u pages are bad)") :
		       _("page %u of \"%s\" was changed past this program (%u of %u pages are bad)"),
		       pages->first_bad, name, pages->bad, pages->read);
}

static bool read_failed(const char *name, GError **error)
{
	return err_set(error, ERR_FAILED, _("cannot read \"%s\": %s"), name, g_strerror(errno));
}

static bool whole_pages(const char *name, int64_t len, GError **error)
{
	return (len > 0 && len % PAGE_LEN == 0) ||
	       err_set(error, ERR_WRONG, _("\"%s\" is cut off: %lld bytes are no whole pages"), name, (long long)len);
}

static bool file_pages(struct pages *pages, int fd, const char *path, GError **error)
{
	uint8_t page[PAGE_LEN];
	struct stat st;

	if (fstat(fd, &st) != 0)
		return read_failed(path, error);
	if (!whole_pages(path, st.st_size, error))
		return false;
	for (uint32_t number = 1; number <= st.st_size / PAGE_LEN; number++) {
		if (pread(fd, page, PAGE_LEN, (off_t)(number - 1) * PAGE_LEN) != PAGE_LEN)
			return read_failed(path, error);
		look_at(pages, page, number);
	}
	return true;
}

bool pages_check_file(const char *path, const struct page_key *key, uint32_t *read, GError **error)
{
	struct pages pages = { .key = key };
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return read_failed(path, error);
	posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	ok = file_pages(&pages, fd, path, error);
	close(fd);
	return ok && conclude(&pages, path, read, error);
}

/* --- of an open database --- */

/* SQLite's own handle: opening the file once more, and closing it, would drop SQLite's locks. */
static sqlite3_file *own_file(struct db *db)
{
	sqlite3_file *file = NULL;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	return file;
}

/* The read lock is taken by the first statement. */
static bool lock_read(struct db *db, GError **error)
{
	int64_t rows;

	return sql_get_int(db, "SELECT count(*) FROM meta", &rows, error);
}

static bool slice_pages(struct pages *pages, struct db *db, const char *name, bool *more, GError **error)
{
	uint8_t page[PAGE_LEN];
	sqlite3_file *file = own_file(db);
	sqlite3_int64 len = 0;
	uint32_t last;

	if (!file || file->pMethods->xFileSize(file, &len) != SQLITE_OK)
		return read_failed(name, error);
	if (!whole_pages(name, len, error))
		return false;
	last = (uint32_t)MIN(len / PAGE_LEN, pages->read + SLICE);
	for (uint32_t number = pages->read + 1; number <= last; number++) {
		if (file->pMethods->xRead(file, page, PAGE_LEN, (sqlite3_int64)(number - 1) * PAGE_LEN) != SQLITE_OK)
			return read_failed(name, error);
		look_at(pages, page, number);
	}
	*more = last < len / PAGE_LEN;
	return true;
}

bool pages_check_open(struct db *db, const struct page_key *key, uint32_t *read, GError **error)
{
	struct pages pages = { .key = key };
	const char *name = sqlite3_db_filename(db->handle, "main");
	bool more = true;

	while (more) {
		bool outer, ok = sql_read_begin(db, SLICE_MS, &outer, error);

		ok = ok && lock_read(db, error) && slice_pages(&pages, db, name, &more, error);
		if (!sql_read_end(db, outer, ok))
			return false;
	}
	return conclude(&pages, name, read, error);
}
