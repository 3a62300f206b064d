/* Copies of a database, and every page of one against its HMAC. */
#define _GNU_SOURCE
#include <sys/stat.h>

#include "db/copy.h"
#include "db/pages.h"
#include "src/base/file.h"
#include "tests/db/fixture.h"
#include "tests/tally.h"

#define OTHER_KEY "x'404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f" \
		  "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf'"
#define MARKER "Mail with a link"

static const uint8_t other_salt[DB_SALT_LEN] = { 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7,
						 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf };

struct house {
	struct fixture *f;
	struct page_key *key;
	uint8_t *bytes;
	gsize len;
};

static struct page_key *key_of(const char *text, const uint8_t salt[DB_SALT_LEN])
{
	g_autofree char *digits = g_strndup(text + 2, 2 * KEY_LEN);
	uint8_t key[KEY_LEN];

	g_assert_true(crypt_unhex(digits, key, KEY_LEN));
	return page_key_new(key, salt);
}

static void house_read(struct house *house)
{
	g_clear_pointer(&house->bytes, g_free);
	g_assert_true(g_file_get_contents(house->f->path, (char **)&house->bytes, &house->len, NULL));
	g_assert_cmpuint(house->len % PAGE_LEN, ==, 0);
}

static void house_begin(struct house *house)
{
	*house = (struct house){ .f = fixture_new(), .key = key_of(KEY, fixture_salt) };
	for (int number = 1; number <= 40; number++)
		case_add(house->f, number, "soc");
	house_read(house);
}

static void house_grow(struct house *house, int number)
{
	case_add(house->f, number, "soc");
	house_read(house);
}

static void house_end(struct house *house)
{
	page_key_free(house->key);
	g_free(house->bytes);
	fixture_free(house->f);
}

static bool sound(const struct house *house, GError **error)
{
	uint32_t pages;

	return pages_check_file(house->f->path, house->key, &pages, error);
}

/* Not through to the disk, which thousands of changes would wait for. */
static void write_back(const struct house *house, gsize len)
{
	int fd = open(house->f->path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	g_assert_cmpint(write(fd, house->bytes, len), ==, (gssize)len);
	g_assert_cmpint(close(fd), ==, 0);
}

static void test_sound(void)
{
	struct house house;
	uint32_t pages;

	house_begin(&house);
	OK(pages_check_file(house.f->path, house.key, &pages, &error));
	g_assert_cmpuint(pages, ==, house.len / PAGE_LEN);
	OK(pages_check_open(house.f->store.db, house.key, &pages, &error));
	g_assert_cmpuint(pages, ==, house.len / PAGE_LEN);
	case_add(house.f, 41, "soc");	/* the check has left no lock behind */
	house_end(&house);
}

#define PAGES 200

/* One changed bit at this byte of every page at once: each page is held for itself. Each of 200 pages has each of its
 * bytes changed so, but for the salt, which the keyring has, and the twelve at the end that nothing protects. */
static void test_changed_bytes(void)
{
	struct house house;
	gsize pages, tried = 0;

	house_begin(&house);
	for (int number = 41; house.len < PAGES * PAGE_LEN; number++)
		house_grow(&house, number);
	fixture_close(house.f);
	pages = house.len / PAGE_LEN;
	for (gsize at = 0; at < PAGE_LEN - 12; at++) {
		gsize first = at < DB_SALT_LEN ? 1 : 0;
		g_autofree char *all = g_strdup_printf("was changed past this program (%zu of %zu", pages - first,
						       pages);

		for (gsize page = first; page < pages; page++)
			house.bytes[page * PAGE_LEN + at] ^= (uint8_t)(1 << at % 8);
		write_back(&house, house.len);
		REFUSED(sound(&house, &error), all);
		tried += pages - first;
		for (gsize page = first; page < pages; page++)
			house.bytes[page * PAGE_LEN + at] ^= (uint8_t)(1 << at % 8);
	}
	TALLY("Tampering", "each byte of a database of %zu pages, but the salt and 12 at each page's end that no HMAC "
	      "holds: %zu tried, %zu found", pages, tried, tried);
	house_end(&house);
}

static void test_whole_pages(void)
{
	struct house house;
	gsize pages;

	house_begin(&house);
	fixture_close(house.f);
	pages = house.len / PAGE_LEN;
	for (gsize page = 0; page < pages; page++) {
		uint8_t *at = house.bytes + page * PAGE_LEN, *next = house.bytes + (page + 1) % pages * PAGE_LEN;
		g_autofree uint8_t *kept = g_memdup2(at, PAGE_LEN);

		memset(at, 0, PAGE_LEN);
		write_back(&house, house.len);
		REFUSED(sound(&house, &error), "was emptied");
		memcpy(at, next, PAGE_LEN);	/* another page in its place */
		write_back(&house, house.len);
		REFUSED(sound(&house, &error), "was changed past this program (");
		memcpy(at, kept, PAGE_LEN);
	}
	TALLY_FOUND("Tampering", "each page of a database emptied", pages, pages);
	TALLY_FOUND("Tampering", "each page of a database replaced by the next", pages, pages);
	house_end(&house);
}

/* Within a page the check of pages tells, between two SQLite, which knows how many there were. */
static void test_lengths(void)
{
	struct house house;
	g_autofree uint8_t *more = NULL;
	unsigned tried = 0;

	house_begin(&house);
	fixture_close(house.f);
	for (gsize len = 0; len < house.len; len += PAGE_LEN, tried += 2) {
		write_back(&house, len);
		g_assert_null(db_open(house.f->path, KEY, fixture_salt, UUID, NULL, NULL));
		write_back(&house, len + PAGE_LEN - 100);
		REFUSED(sound(&house, &error), "is cut off");
	}
	more = g_malloc(house.len + PAGE_LEN);
	memcpy(more, house.bytes, house.len);
	memset(more + house.len, 0xaa, PAGE_LEN);
	g_assert_true(g_file_set_contents(house.f->path, (char *)more, (gssize)(house.len + PAGE_LEN), NULL));
	REFUSED(sound(&house, &error), "(1 of ");
	TALLY_FOUND("Tampering", "a database cut off before each page and within it", tried, tried);
	TALLY_FOUND("Tampering", "a page appended to a database", 1, 1);
	house_end(&house);
}

/* What no HMAC can tell: the page was good once. The row's hash in the log tells (test-audit.c). */
static void test_older_page(void)
{
	struct house house;
	g_autofree uint8_t *older = NULL;
	gsize len, back = 0;

	house_begin(&house);
	older = g_steal_pointer(&house.bytes);
	case_set(house.f, "INC-2026-0007", CASE_TITLE, "Nothing of interest");
	g_assert_true(g_file_get_contents(house.f->path, (char **)&house.bytes, &len, NULL));
	fixture_close(house.f);
	for (gsize page = 1; page < house.len / PAGE_LEN; page++)
		if (memcmp(house.bytes + page * PAGE_LEN, older + page * PAGE_LEN, PAGE_LEN) != 0) {
			memcpy(house.bytes + page * PAGE_LEN, older + page * PAGE_LEN, PAGE_LEN);
			back++;
		}
	write_back(&house, len);
	OK(sound(&house, &error));
	TALLY("Tampering", "older pages put back: %zu tried, 0 found by the HMAC, as is known: the row's hash in the "
	      "log tells", back);
	house_end(&house);
}

static struct db *open_with(const char *path, const char *key, const uint8_t salt[DB_SALT_LEN])
{
	g_autoptr(GError) why = NULL;
	struct db *db = db_open(path, key, salt, UUID, NULL, &why);

	g_assert_no_error(why);
	return db;
}

static void test_copy(void)
{
	struct house house;
	g_autofree char *path = NULL, *bytes = NULL;
	CLEANUP(page_key_free) struct page_key *key = key_of(OTHER_KEY, other_salt);
	CLEANUP(db_close) struct db *copy = NULL;
	int64_t cases;
	uint32_t pages;
	struct stat st;
	gsize len;

	house_begin(&house);
	path = g_build_filename(house.f->dir, "copy.db", NULL);
	OK(db_copy(house.f->store.db, house.f->store.lock_fd, path, OTHER_KEY, &error));
	OK(pages_check_file(path, key, &pages, &error));
	REFUSED(pages_check_file(path, house.key, &pages, &error), "was changed past");
	g_assert_cmpint(stat(path, &st), ==, 0);
	g_assert_cmpint(st.st_mode & 0777, ==, 0600);
	g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	g_assert_null(memmem(bytes, len, MARKER, strlen(MARKER)));
	copy = open_with(path, OTHER_KEY, other_salt);
	OK(sql_get_int(copy, "SELECT count(*) FROM cases", &cases, &error));
	g_assert_cmpint(cases, ==, 40);
	REFUSED(db_copy(house.f->store.db, house.f->store.lock_fd, path, OTHER_KEY, &error), "cannot create");
	house_end(&house);
}

/* Pages in pairs of a large row, so that the copy takes several steps. */
static void grow(struct fixture *f)
{
	struct tx *tx = begin(f, &bea);

	for (int i = 0; i < 12; i++) {
		g_autofree char *bytes = g_malloc0(1 << 20), *hash = NULL;

		memcpy(bytes, &i, sizeof(i));
		OK(tx_keep_raw(tx, bytes, 1 << 20, &hash, &error));
	}
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
}

static void *write_on(void *data)
{
	struct house *house = data;
	struct fixture other = *house->f;
	struct db *db = open_with(other.path, KEY, fixture_salt);

	other.store.db = db;
	other.store.lock_fd = open(other.store.dir, O_RDWR | O_CLOEXEC);
	for (int i = 0; i < 300; i++)
		case_set(&other, "INC-2026-0001", CASE_TITLE, i % 2 ? "odd" : "even");
	db_close(db);
	close(other.store.lock_fd);
	return NULL;
}

/* Somebody commits all the time: the copy begins anew, then they wait for it, and it is of one moment. */
static void test_copy_while_writing(void)
{
	struct house house;
	g_autofree char *path = NULL, *lock = NULL;
	CLEANUP(db_close) struct db *copy = NULL;
	GThread *writer;
	int64_t wrong;

	house_begin(&house);
	grow(house.f);
	path = g_build_filename(house.f->dir, "copy.db", NULL);
	lock = g_build_filename(house.f->dir, "lock", NULL);
	house.f->store.dir = lock;
	writer = g_thread_new("writer", write_on, &house);
	OK(db_copy(house.f->store.db, house.f->store.lock_fd, path, OTHER_KEY, &error));
	g_thread_join(writer);
	copy = open_with(path, OTHER_KEY, other_salt);
	OK(sql_get_int(copy, "SELECT count(*) FROM cases c LEFT JOIN audit a ON a.seq = c.seq WHERE a.seq IS NULL",
		       &wrong, &error));
	g_assert_cmpint(wrong, ==, 0);
	OK(sql_get_int(copy, "SELECT max(seq) - count(*) FROM audit", &wrong, &error));
	g_assert_cmpint(wrong, ==, 0);
	house_end(&house);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	crypt_init();
	db_process_init();
	g_test_add_func("/copy/every page of a sound store passes, open or not", test_sound);
	g_test_add_func("/copy/each changed byte of 200 pages is found", test_changed_bytes);
	g_test_add_func("/copy/an emptied or exchanged page is found", test_whole_pages);
	g_test_add_func("/copy/a cut off or longer file is found", test_lengths);
	g_test_add_func("/copy/an older page passes, for the log to find", test_older_page);
	g_test_add_func("/copy/a copy is under its own key, and whole", test_copy);
	g_test_add_func("/copy/a copy ends though others write", test_copy_while_writing);
	return g_test_run();
}
