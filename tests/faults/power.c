/* Loss of power: what was written and not yet synced is there, not there, torn, or in another order;
 * names that were made, moved or taken away since their directory was synced are so up to a moment. */
#include "tests/faults/faults.h"

#include <string.h>

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

static GHashTable *names_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *names_copy(GHashTable *names)
{
	GHashTable *copy = names_new();
	GHashTableIter iter;
	gpointer path, inode;

	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &path, &inode))
		g_hash_table_insert(copy, g_strdup(path), inode);
	return copy;
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

static void sync_names(struct disk *disk)
{
	for (guint i = 0; i < disk->names->len; i++)
		rename_in(disk->durable, disk->names->pdata[i]);
	g_ptr_array_set_size(disk->names, 0);
}

static void sync_file(struct inode *inode)
{
	for (guint i = 0; i < inode->pending->len; i++)
		apply(inode->durable, inode->pending->pdata[i]);
	g_ptr_array_set_size(inode->pending, 0);
}

/* --- the disk --- */

static int disk_take(void *path, void *value, void *data)
{
	const struct tree_node *node = value;
	struct disk *disk = data;
	struct inode *inode = inode_new(disk, !node->bytes);
	size_t len;
	const uint8_t *bytes = node->bytes ? g_bytes_get_data(node->bytes, &len) : NULL;

	if (bytes)
		g_byte_array_append(inode->durable, bytes, (guint)len);
	g_hash_table_insert(disk->now, g_strdup(path), inode);
	g_hash_table_insert(disk->durable, g_strdup(path), inode);
	return FALSE;
}

static struct disk *disk_new(GTree *tree)
{
	struct disk *disk = g_new0(struct disk, 1);

	disk->now = names_new();
	disk->durable = names_new();
	disk->names = g_ptr_array_new_with_free_func(g_free);
	disk->inodes = g_ptr_array_new_with_free_func(inode_free);
	g_tree_foreach(tree, disk_take, disk);
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
		sync_names(disk);
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
static GTree *disk_after_crash(struct disk *disk, GRand *rand)
{
	g_autoptr(GHashTable) names = names_copy(disk->durable);
	guint synced = (guint)g_rand_int_range(rand, 0, (gint32)disk->names->len + 1);
	GTree *tree = tree_new();
	GHashTableIter iter;
	gpointer path, value;

	for (guint i = 0; i < synced; i++)
		rename_in(names, disk->names->pdata[i]);
	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &path, &value)) {
		const struct inode *inode = value;

		if (inode->is_dir)
			tree_add(tree, path, 0700, NULL);
		else
			tree_add(tree, path, 0600, g_byte_array_free_to_bytes(after_crash(inode, rand)));
	}
	return tree;
}

/* --- the work, and what is left of it --- */

/* The deed once, recorded, and acknowledged when it is done. */
static GPtrArray *work(struct stage *stage, const struct deed *deed)
{
	g_autoptr(GError) error = NULL;
	struct session *session;

	stage_restore(stage);
	io_record();
	session = deed->who ? house_sign_in(stage->house, deed->who) : NULL;
	if (!deed->run(stage, session, deed, &error))
		g_error("%s: %s", deed->name, error->message);
	io_told(1);
	session_close(session);
	return io_recorded();
}

/* A state of this deed that was not looked at before: is looked at, and true. */
static bool lose_power(struct stage *stage, struct disk *disk, const char *when, GRand *rand)
{
	g_autoptr(GTree) tree = disk_after_crash(disk, rand);
	g_autofree char *digest = tree_digest(tree);
	g_autofree char *what = NULL;

	if (!g_hash_table_add(stage->seen, g_strconcat(digest, disk->told ? " told" : "", NULL)))
		return false;
	what = g_strdup_printf("%s, %s, state %u", stage->deed->name, when, g_hash_table_size(stage->seen));
	stage_put(stage, tree);
	stage_check(stage, disk->told > 0, what);
	return true;
}

/* Power is lost once after each every-th step; how many states were new. */
static long go_through(struct stage *stage, GPtrArray *ops, guint every, GRand *rand)
{
	guint first = (guint)g_rand_int_range(rand, 0, (gint32)every);
	struct disk *disk = disk_new(stage->scene);
	long count = 0;

	for (guint i = 0; i < ops->len; i++) {
		disk_step(disk, ops->pdata[i]);
		if (i % every == first) {
			g_autofree char *when = g_strdup_printf("power lost after step %u of %u", i + 1, ops->len);

			count += lose_power(stage, disk, when, rand);
		}
	}
	disk_free(disk);
	return count;
}

/* So many different states, or all that are found. */
long faults_power(struct stage *stage, long states)
{
	GRand *rand = g_rand_new_with_seed(g_str_hash(stage->deed->name));
	long share = (states + (long)deeds_count() - 1) / (long)deeds_count(), count = 0, fresh;
	g_autoptr(GPtrArray) ops = work(stage, stage->deed);

	do {
		fresh = go_through(stage, ops, MAX(1, ops->len / (guint)share), rand);
		count += fresh;
	} while (fresh > 0 && count < share);
	g_rand_free(rand);
	return count;
}
