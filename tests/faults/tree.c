#include "tests/faults/tree.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "src/base/file.h"

static int compare(const void *a, const void *b, void *data)
{
	(void)data;
	return strcmp(a, b);
}

static void node_free(void *data)
{
	struct tree_node *node = data;

	g_clear_pointer(&node->bytes, g_bytes_unref);
	g_free(node);
}

GTree *tree_new(void)
{
	return g_tree_new_full(compare, NULL, g_free, node_free);
}

void tree_add(GTree *tree, const char *path, unsigned mode, GBytes *bytes)
{
	struct tree_node *node = g_new(struct tree_node, 1);

	*node = (struct tree_node){ mode, bytes };
	g_tree_insert(tree, g_strdup(path), node);
}

static void read_into(GTree *tree, const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct stat status;
		char *bytes;
		size_t len;

		g_assert_cmpint(lstat(path, &status), ==, 0);
		if (S_ISDIR(status.st_mode)) {
			tree_add(tree, path, status.st_mode & 07777, NULL);
			read_into(tree, path);
		} else {
			g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
			tree_add(tree, path, status.st_mode & 07777, g_bytes_new_take(bytes, len));
		}
	}
}

GTree *tree_read(const char *dir)
{
	GTree *tree = tree_new();

	read_into(tree, dir);
	return tree;
}

static void remove_others(GTree *tree, const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		const struct tree_node *node = g_tree_lookup(tree, path);
		bool is_dir = g_file_test(path, G_FILE_TEST_IS_DIR);

		if (node && is_dir && !node->bytes)
			remove_others(tree, path);
		else if (!node && is_dir)
			file_remove_tree(path);
		else if (!node || is_dir || !node->bytes)
			g_assert_cmpint(unlink(path), ==, 0);
	}
}

/* Written over in place, which costs a tmpfs least. */
static void write_file(const char *path, const struct tree_node *node)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_NOFOLLOW, node->mode);
	size_t len;
	const void *bytes = g_bytes_get_data(node->bytes, &len);

	g_assert_cmpint(fd, >=, 0);
	g_assert_true(file_write_all(fd, bytes, len));
	g_assert_cmpint(ftruncate(fd, (off_t)len), ==, 0);
	g_assert_cmpint(fchmod(fd, node->mode), ==, 0);
	g_assert_cmpint(close(fd), ==, 0);
}

static int write_node(void *path, void *value, void *data)
{
	const struct tree_node *node = value;

	(void)data;
	if (node->bytes)
		write_file(path, node);
	else
		g_assert_true(mkdir(path, node->mode) == 0 || g_file_test(path, G_FILE_TEST_IS_DIR));
	return FALSE;
}

void tree_write(GTree *tree, const char *dir)
{
	remove_others(tree, dir);
	g_tree_foreach(tree, write_node, NULL);
}

static int digest_node(void *path, void *value, void *data)
{
	const struct tree_node *node = value;
	uint8_t *sum = data, before[HASH_LEN];
	size_t len = 0;
	const void *bytes = node->bytes ? g_bytes_get_data(node->bytes, &len) : NULL;

	memcpy(before, sum, HASH_LEN);
	crypt_sha256_parts(sum, before, sizeof(before), path, strlen(path) + 1, bytes ? bytes : "", len, NULL);
	return FALSE;
}

char *tree_digest(GTree *tree)
{
	uint8_t sum[HASH_LEN] = { 0 };

	g_tree_foreach(tree, digest_node, sum);
	return crypt_hex(sum, HASH_LEN);
}
