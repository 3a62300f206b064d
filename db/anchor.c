#include "db/anchor.h"

#include <inttypes.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"

#define ANCHOR_VERSION "v1"
#define LINE_PARTS 5
#define DIGITS "0123456789"
#define SEQ_DIGITS 19

struct anchor {
	FILE *file;
	char *path, *uuid;
	off_t end;	/* its length when opened: later lines are of later commits */
	off_t at;
	unsigned number;
	int failed;	/* errno of a read; 0: none failed */
	struct anchor_noise noise;
	char *line;
	size_t room;
};

/* What a loss of power left behind must not swallow the next line. */
static bool ends_within_line(const char *path)
{
	char last = '\n';
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	off_t end;

	if (fd < 0)
		return false;
	end = lseek(fd, 0, SEEK_END);
	if (end > 0 && pread(fd, &last, 1, end - 1) != 1)
		last = '\n';
	close(fd);
	return last != '\n';
}

bool anchor_append(const char *path, const char *uuid, const struct anchor_head *head,
		   GError **error)
{
	g_autofree char *leaf = crypt_hex(head->leaf, HASH_LEN);
	g_autofree char *line = g_strdup_printf("%s" ANCHOR_VERSION " %s %" PRId64 " %s %"
						PRId64 "\n",
						ends_within_line(path) ? "\n" : "", uuid, head->seq,
						leaf, head->time);

	return file_append(path, line, strlen(line), S_IRUSR | S_IWUSR, error);
}

static bool read_failed(const char *path, int why, GError **error)
{
	return err_set(error, ERR_FAILED, _("cannot read the anchor file \"%s\": %s"), path, g_strerror(why));
}

/* A pipe without a writer must not hang us before we see what it is. */
static FILE *open_regular(const char *path, struct stat *st, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	FILE *file = NULL;

	if (fd < 0 && errno == ENOENT)
		return NULL;
	if (fd >= 0 && fstat(fd, st) == 0 && !S_ISREG(st->st_mode))
		err_set(error, ERR_FAILED, _("the anchor file \"%s\" is not a regular file; move it away"), path);
	else if (fd < 0 || !(file = fdopen(fd, "r")))
		read_failed(path, errno, error);
	if (fd >= 0 && !file)
		close(fd);
	return file;
}

struct anchor *anchor_open(const char *path, const char *uuid, GError **error)
{
	CLEANUP(anchor_close) struct anchor *anchor = g_new0(struct anchor, 1);
	struct stat st = { 0 };
	GError *problem = NULL;

	anchor->path = g_strdup(path);
	anchor->uuid = g_strdup(uuid);
	anchor->file = open_regular(path, &st, &problem);
	anchor->end = st.st_size;
	if (!problem)
		return g_steal_pointer(&anchor);
	g_propagate_error(error, problem);
	return NULL;
}

void anchor_close(struct anchor *anchor)
{
	if (!anchor)
		return;
	if (anchor->file)
		fclose(anchor->file);
	free(anchor->line);
	g_free(anchor->path);
	g_free(anchor->uuid);
	g_free(anchor);
}

static bool number_read(const char *text, int64_t *number)
{
	gint64 value;

	if (!g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &value, NULL))
		return false;
	*number = value;
	return true;
}

static bool head_read(char **parts, struct anchor_head *head)
{
	return g_strv_length(parts) == LINE_PARTS && strcmp(parts[0], ANCHOR_VERSION) == 0 &&
	       number_read(parts[2], &head->seq) && head->seq > 0 &&
	       crypt_unhex(parts[3], head->leaf, HASH_LEN) && number_read(parts[4], &head->time);
}

/* At most most of these characters are passed over, and whether that is all up to the next one. */
static bool pass(const char **text, const char *these, size_t most)
{
	size_t len = strspn(*text, these);

	*text += MIN(len, most);
	return len <= most;
}

/* No more than the front of a line of this store, as a loss of power leaves it. */
static bool cut_off(const struct anchor *anchor, const char *line, size_t size)
{
	g_autofree char *start = g_strdup_printf(ANCHOR_VERSION " %s ", anchor->uuid);
	size_t len = MIN(strcspn(line, "\n"), strlen(start));

	if (memchr(line, '\0', size) || strncmp(line, start, len) != 0)
		return false;
	line += len;
	return pass(&line, DIGITS, SEQ_DIGITS) && pass(&line, " ", 1) &&
	       pass(&line, DIGITS "abcdef", 2 * HASH_LEN) && pass(&line, " ", 1) &&
	       (*line == '\n' || *line == '\0');
}

static char **line_split(const char *line)
{
	g_autofree char *whole = g_strchomp(g_strdup(line));

	return g_strsplit(whole, " ", LINE_PARTS + 1);
}

static void noise_note(struct anchor *anchor, ssize_t len)
{
	struct anchor_noise *noise = &anchor->noise;
	g_autoptr(GByteArray) all = g_byte_array_append(g_byte_array_new(), noise->hash, HASH_LEN);

	if (noise->lines++ == 0)
		noise->first = anchor->number;
	g_byte_array_append(all, (const uint8_t *)anchor->line, (guint)len);
	crypt_sha256(all->data, all->len, noise->hash);
}

const struct anchor_noise *anchor_noise(const struct anchor *anchor)
{
	return &anchor->noise;
}

bool anchor_next(struct anchor *anchor, struct anchor_head *head)
{
	while (anchor->file && anchor->at < anchor->end) {
		g_auto(GStrv) parts = NULL;
		ssize_t len = getline(&anchor->line, &anchor->room, anchor->file);

		if (len < 0) {
			anchor->failed = feof(anchor->file) ? 0 : errno;
			return false;
		}
		anchor->at += len;
		anchor->number++;
		parts = line_split(anchor->line);
		if (head_read(parts, head)) {
			if (strcmp(parts[1], anchor->uuid) == 0)
				return true;
		} else if (!cut_off(anchor, anchor->line, (size_t)len)) {
			noise_note(anchor, len);
		}
	}
	return false;
}

bool anchor_ended(const struct anchor *anchor, GError **error)
{
	return anchor->failed == 0 || read_failed(anchor->path, anchor->failed, error);
}

/* --- the last line --- */

static bool scan(struct anchor *anchor, struct anchor_head *head)
{
	struct anchor_head next;
	bool found = false;

	while (anchor_next(anchor, &next)) {
		found = true;
		*head = next;
	}
	return found;
}

/* Beginning with the first whole line of the file's end. */
static bool seek_tail(struct anchor *anchor, off_t len)
{
	off_t start = anchor->end - len;

	if (!anchor->file || start <= 0 || fseeko(anchor->file, start, SEEK_SET) != 0)
		return false;
	anchor->at = start;
	anchor->at += MAX(getline(&anchor->line, &anchor->room, anchor->file), 0);
	return true;
}

/* The nearest tail mostly has it; the whole file is read where many other stores write into it too. */
static bool scan_backwards(struct anchor *anchor, struct anchor_head *head)
{
	static const off_t tails[] = { 2048, 65536 };

	for (size_t i = 0; i < G_N_ELEMENTS(tails); i++)
		if (seek_tail(anchor, tails[i]) && scan(anchor, head))
			return true;
	if (anchor->file)
		rewind(anchor->file);
	anchor->at = 0;
	return scan(anchor, head);
}

bool anchor_last(const char *path, const char *uuid, bool *found, struct anchor_head *head,
		 GError **error)
{
	CLEANUP(anchor_close) struct anchor *anchor = anchor_open(path, uuid, error);

	if (!anchor)
		return false;
	*found = scan_backwards(anchor, head);
	return anchor_ended(anchor, error);
}

/* --- before there is one --- */

/* Lines, and none of them a head of any store. */
static bool is_another_file(const char *path, bool *another, GError **error)
{
	CLEANUP(anchor_close) struct anchor *anchor = anchor_open(path, "", error);
	struct anchor_head head;

	while (anchor && anchor_next(anchor, &head))
		;
	*another = anchor && anchor->number > 0 && anchor->number == anchor->noise.lines;
	return anchor != NULL;
}

static bool is_regular(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool anchor_usable(const char *path, const char *dir, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path), *store = g_canonicalize_filename(dir, NULL);
	g_autofree char *inside = g_strconcat(store, "/", NULL);
	bool there = file_exists(path), another = false;

	if (g_str_has_prefix(path, inside))
		return err_set(error, ERR_INVALID, _("anchor: \"%s\" is in the store itself, and would be lost or put "
			       "back with it; name a file elsewhere"), path);
	if (there && !is_regular(path))
		return err_set(error, ERR_INVALID, _("anchor: \"%s\" is not a regular file; name another"), path);
	if (access(there ? path : parent, W_OK) != 0)
		return err_set(error, ERR_INVALID, _("anchor: \"%s\" cannot be written: %s; make its directory, or "
			       "name another file"), path, g_strerror(errno));
	if (there && !is_another_file(path, &another, error))
		return false;
	return !another || err_set(error, ERR_INVALID, _("anchor: \"%s\" is no anchor file: it holds something else; "
							 "name another"), path);
}
