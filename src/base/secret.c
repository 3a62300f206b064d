#include "src/base/secret.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "src/base/leak_check.h"

#define ALIGNMENT 16
#define MAGIC UINT64_C(0x5ec2e7b10774e201)

/* Stands right before the secret; the secret ends at the upper guard page. */
struct header {
	uint64_t magic;
	size_t len;
	void *map;
	size_t map_len;
};

G_STATIC_ASSERT(sizeof(struct header) % ALIGNMENT == 0);

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

void *secret_new(size_t len)
{
	size_t page = page_size(), aligned, inner;
	struct header *header;
	uint8_t *map;

	if (len > SIZE_MAX / 2)
		g_error("a secret of %zu bytes", len);
	aligned = (MAX(len, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	inner = (sizeof(*header) + aligned + page - 1) / page * page;
	map = mmap(NULL, inner + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED || mprotect(map + page, inner, PROT_READ | PROT_WRITE) != 0)
		g_error("no memory for a secret of %zu bytes: %s", len, g_strerror(errno));
	/* None of these is worth refusing to work for: RLIMIT_MEMLOCK may be 0 in a container. */
	if (mlock(map + page, inner) != 0)
		g_debug("a secret is not locked in memory: %s", g_strerror(errno));
	madvise(map + page, inner, MADV_DONTDUMP);
	madvise(map + page, inner, MADV_WIPEONFORK);
	header = (struct header *)(void *)(map + page + inner - aligned - sizeof(*header));
	*header = (struct header){ MAGIC, len, map, inner + 2 * page };
	return header + 1;
}

void secret_free(void *secret)
{
	struct header *header, copy;
	size_t page = page_size();

	if (!secret)
		return;
	header = (struct header *)secret - 1;
	copy = *header;
	/* A child of fork sees zeros only, and leaves the empty pages to its end. */
	if (copy.magic == 0)
		return;
	if (copy.magic != MAGIC)
		g_error("a secret was written over");
	explicit_bzero((uint8_t *)copy.map + page, copy.map_len - 2 * page);
	munmap(copy.map, copy.map_len);
}

void secret_wipe(void *p, size_t len)
{
	if (p)
		explicit_bzero(p, len);
}

void secret_text_free(void *text)
{
	if (text)
		secret_wipe(text, strlen(text));
	g_free(text);
}

/* The allocator writes over what is freed, but for the few blocks of each size that it keeps at hand. */
#define FREED 0xa5
#define AT_HAND 8
#define AT_HAND_LEAST 24		/* each size as large as its block, so that all of it is written over */
#define AT_HAND_LARGEST 1032

void heap_wipes(void)
{
	mallopt(M_PERTURB, FREED);
}

void secret_sweep(void)
{
	void *blocks[AT_HAND];

	for (size_t size = AT_HAND_LEAST; size <= AT_HAND_LARGEST; size += ALIGNMENT) {
		for (size_t i = 0; i < AT_HAND; i++) {
			blocks[i] = malloc(size);
			secret_wipe(blocks[i], blocks[i] ? size : 0);
		}
		for (size_t i = 0; i < AT_HAND; i++)
			free(blocks[i]);
	}
	malloc_trim(0);
}

bool secret_equal(const void *a, const void *b, size_t len)
{
	return len == 0 || CRYPTO_memcmp(a, b, len) == 0;
}

void process_harden(void)
{
	const struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		g_error("core dumps cannot be switched off: %s", g_strerror(errno));
#ifndef LEAK_CHECK
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		g_error("the process cannot be closed to others: %s", g_strerror(errno));
#endif
	heap_wipes();
	umask(S_IRWXG | S_IRWXO);
}
