/* Loss of power: what was written and not yet synced is there, not there, torn, or in another order;
 * names that were made, moved or taken away since their directory was synced are so up to a moment. */
#include "tests/faults/faults.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECTOR 512

/* A file or directory apart from its names. */
struct inode { bool is_dir; GByteArray *durable; GPtrArray *pending; };	/* of const struct io_op */

struct disk {
	GHashTable *now, *durable;	/* name -> struct inode: as seen, and as synced */
	GPtrArray *names;		/* const struct io_op: name changes not yet synced */
	GPtrArray *inodes;
	int64_t told;
};

/* --- files --- */

static void put(GByteArray *file, int64_t at, const uint8_t *bytes, size_t len)
{
	guint before = file->len, end = (guint)at + (guint)len;

	if (end > file->len) {
		g_byte_array_set_size(file, end);
		memset(file->data + before, 0, end - before);
	}
	memcpy(file->data + at, bytes, len);
}

static void cut(GByteArray *file, int64_t len)
{
	guint before = file->len;

	g_byte_array_set_size(file, (guint)len);
	if (file->len > before)
		memset(file->data + before, 0, file->len - before);
}

static void apply(GByteArray *file, const struct io_op *op)
{
	size_t len;
	const uint8_t *bytes;

	if (op->kind == IO_TRUNCATE) {
		cut(file, op->at);
		return;
	}
	bytes = g_bytes_get_data(op->bytes, &len);
	put(file, op->at, bytes, len);
}

/* Sector by sector: written, not written, or full of chance. */
static void apply_torn(GByteArray *file, const struct io_op *op, GRand *rand)
{
	size_t len, step;
	const uint8_t *bytes = g_bytes_get_data(op->bytes, &len);

	for (size_t i = 0; i < len; i += step) {
		int chance = g_rand_int_range(rand, 0, 20);

		step = MIN(len - i, SECTOR - ((size_t)op->at + i) % SECTOR);
		if (chance < 10) {
			put(file, op->at + (int64_t)i, bytes + i, step);
		} else if (chance == 10) {
			uint8_t noise[SECTOR];

			for (size_t n = 0; n < step; n++)
				noise[n] = (uint8_t)g_rand_int(rand);
			put(file, op->at + (int64_t)i, noise, step);
		}
	}
}

/* A file that only grows is lengthened after the bytes are there: a torn line has its front. */
static bool only_grows(const char *path)
{
	return g_str_has_suffix(path, "/anchor") || g_str_has_suffix(path, "/throttle");
}

static void apply_front(GByteArray *file, const struct io_op *op, GRand *rand)
{
	size_t len;
	const uint8_t *bytes = g_bytes_get_data(op->bytes, &len);

	put(file, op->at, bytes, (size_t)g_rand_int_range(rand, 0, (gint32)len + 1));
}

static GByteArray *after_crash(const struct inode *inode, GRand *rand)
{
	GByteArray *file = g_byte_array_append(g_byte_array_new(), inode->durable->data, inode->durable->len);
	int style = g_rand_int_range(rand, 0, 4);	/* nothing, all, some, torn */

	for (guint i = 0; i < inode->pending->len; i++) {
		const struct io_op *op = inode->pending->pdata[i];
		bool some = style == 1 || (style >= 2 && g_rand_boolean(rand));

		if (style >= 2 && op->kind == IO_WRITE && only_grows(op->path)) {
			apply_front(file, op, rand);
			break;
		}
		if (style == 3 && op->kind == IO_WRITE)
			apply_torn(file, op, rand);
		else if (some)
			apply(file, op);
	}
	return file;
}

/* --- names --- */

static struct inode *inode_new(struct disk *disk, bool is_dir)
{
	struct inode *inode = g_new0(struct inode, 1);

	inode->is_dir = is_dir;
	inode->durable = g_byte_array_new();
	inode->pending = g_ptr_array_new();
	g_ptr_array_add(disk->inodes, inode);
	return inode;
}

static void inode_free(void *data)
{
	struct inode *inode = data;

	g_byte_array_unref(inode->durable);
	g_ptr_array_unref(inode->pending);
	g_free(inode);
}

/* inode: of a name that is made or moved. */
struct name_change { const struct io_op *op; struct inode *inode; };

/* With all that is in it. */
static void move_inner(GHashTable *names, const char *from, const char *to)
{
	g_autofree char *prefix = g_strconcat(from, "/", NULL);
	g_autoptr(GList) all = g_hash_table_get_keys(names);

	for (GList *each = all; each; each = each->next) {
		const char *path = each->data;
		struct inode *inode = g_hash_table_lookup(names, path);

		if (!g_str_has_prefix(path, prefix))
			continue;
		g_hash_table_insert(names, g_strconcat(to, "/", path + strlen(prefix), NULL), inode);
		g_hash_table_remove(names, path);
	}
}

static void rename_in(GHashTable *names, const struct name_change *change)
{
	const struct io_op *op = change->op;

	if (op->kind == IO_UNLINK || op->kind == IO_RENAME)
		g_hash_table_remove(names, op->path);
	if (op->kind == IO_CREATE || op->kind == IO_MKDIR)
		g_hash_table_insert(names, g_strdup(op->path), change->inode);
	if (op->kind == IO_RENAME) {
		g_hash_table_insert(names, g_strdup(op->to), change->inode);
		if (change->inode->is_dir)
			move_inner(names, op->path, op->to);
	}
}

static void change_name(struct disk *disk, const struct io_op *op)
{
	struct name_change *change = g_new0(struct name_change, 1);
	bool made = op->kind == IO_CREATE || op->kind == IO_MKDIR;

	change->op = op;
	change->inode = made ? inode_new(disk, op->kind == IO_MKDIR) : g_hash_table_lookup(disk->now, op->path);
	g_assert_nonnull(change->inode);
	rename_in(disk->now, change);
	g_ptr_array_add(disk->names, change);
}

static void sync_names(struct disk *disk, guint count)
{
	for (guint i = 0; i < count; i++)
		rename_in(disk->durable, disk->names->pdata[i]);
	g_ptr_array_remove_range(disk->names, 0, count);
}

static void sync_file(struct inode *inode)
{
	for (guint i = 0; i < inode->pending->len; i++)
		apply(inode->durable, inode->pending->pdata[i]);
	g_ptr_array_set_size(inode->pending, 0);
}

/* --- the disk --- */

static void disk_read(struct disk *disk, const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct inode *inode = inode_new(disk, g_file_test(path, G_FILE_TEST_IS_DIR));
		g_autofree char *bytes = NULL;
		size_t len;

		if (inode->is_dir)
			disk_read(disk, path);
		else if (g_file_get_contents(path, &bytes, &len, NULL))
			g_byte_array_append(inode->durable, (const uint8_t *)bytes, (guint)len);
		g_hash_table_insert(disk->now, g_strdup(path), inode);
		g_hash_table_insert(disk->durable, g_strdup(path), inode);
	}
}

static struct disk *disk_new(struct stage *stage)
{
	struct disk *disk = g_new0(struct disk, 1);

	disk->now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	disk->durable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	disk->names = g_ptr_array_new_with_free_func(g_free);
	disk->inodes = g_ptr_array_new_with_free_func(inode_free);
	stage_restore(stage);
	disk_read(disk, stage->work);
	return disk;
}

static void disk_free(struct disk *disk)
{
	g_hash_table_unref(disk->now);
	g_hash_table_unref(disk->durable);
	g_ptr_array_unref(disk->names);
	g_ptr_array_unref(disk->inodes);
	g_free(disk);
}

static void disk_step(struct disk *disk, const struct io_op *op)
{
	struct inode *inode = g_hash_table_lookup(disk->now, op->path);

	switch (op->kind) {
	case IO_TOLD:
		disk->told = op->at;
		break;
	case IO_CREATE:
	case IO_MKDIR:
	case IO_UNLINK:
	case IO_RENAME:
		change_name(disk, op);
		break;
	case IO_SYNC_DIR:
		sync_names(disk, disk->names->len);
		break;
	case IO_SYNC:
		if (inode)
			sync_file(inode);
		break;
	default:
		if (inode)
			g_ptr_array_add(inode->pending, (void *)op);
		break;
	}
}

/* What a machine that starts again finds. */
static void disk_write(struct disk *disk, struct stage *stage, GRand *rand)
{
	GHashTableIter iter;
	gpointer path, data;

	sync_names(disk, (guint)g_rand_int_range(rand, 0, (gint32)disk->names->len + 1));
	stage_empty(stage);
	g_hash_table_iter_init(&iter, disk->durable);
	while (g_hash_table_iter_next(&iter, &path, &data)) {
		g_autofree char *parent = g_path_get_dirname(path);
		g_autoptr(GByteArray) file = after_crash(data, rand);

		g_assert_cmpint(g_mkdir_with_parents(((struct inode *)data)->is_dir ? path : parent, 0700), ==, 0);
		if (!((struct inode *)data)->is_dir)
			g_assert_true(g_file_set_contents_full(path, (const char *)file->data, (gssize)file->len,
							       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	}
}

/* --- the work, and what is left of it --- */

/* The deed once, recorded, and acknowledged when it is done. */
static void work(struct stage *stage, const struct deed *deed)
{
	g_autoptr(GError) error = NULL;
	struct session *session;

	stage_restore(stage);
	io_record(true);
	session = deed->who ? house_sign_in(stage->house, deed->who) : NULL;
	if (!deed->run(stage, session, deed, &error))
		g_error("%s: %s", deed->name, error->message);
	io_told(1);
	session_close(session);
	io_record(false);
}

static void lose_power(struct stage *stage, const struct deed *deed, GPtrArray *ops, guint end, GRand *rand)
{
	g_autofree char *what = g_strdup_printf("%s, power lost after step %u of %u", deed->name, end, ops->len);
	struct disk *disk = disk_new(stage);

	for (guint i = 0; i < end; i++)
		disk_step(disk, ops->pdata[i]);
	disk_write(disk, stage, rand);
	stage_check(stage, disk->told > 0, what);
	disk_free(disk);
}

long faults_power(struct stage *stage, long states)
{
	GRand *rand = g_rand_new_with_seed(41);
	size_t count = deeds_count();

	io_watch(stage->work);
	for (size_t i = 0; i < count; i++) {
		long share = (states + (long)(count - i) - 1) / (long)(count - i);
		GPtrArray *ops;

		states -= share;
		stage_set(stage, &deeds[i]);
		work(stage, &deeds[i]);
		ops = io_recorded();
		for (long n = 0; n < share; n++)
			lose_power(stage, &deeds[i], ops, (guint)g_rand_int_range(rand, 1, (gint32)ops->len + 1), rand);
		stage_told(stage, &deeds[i], share);
	}
	g_rand_free(rand);
	return stage->told;
}
