/* Linked with --wrap: what our own objects ask of malloc and realloc comes here first. */
#include "tests/faults/faults.h"

#include <execinfo.h>

#define DEEPEST 48

static long fail_at, count;
static GHashTable *places;	/* known by the hash of the calls that lead there */
static GArray *firsts;
static bool inside;

void *__real_malloc(size_t len);
void *__real_realloc(void *p, size_t len);
void *__wrap_malloc(size_t len);
void *__wrap_realloc(void *p, size_t len);

void memory_arm(long at)
{
	g_clear_pointer(&places, g_hash_table_unref);
	if (at == MEMORY_NOTE) {
		firsts = g_array_new(FALSE, FALSE, sizeof(long));
		places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	}
	fail_at = at;
	count = 0;
}

GArray *memory_noted(void)
{
	return g_steal_pointer(&firsts);
}

static void note(void)
{
	void *calls[DEEPEST];
	int depth = backtrace(calls, DEEPEST);
	gint64 hash = 0;

	for (int i = 0; i < depth; i++)
		hash = hash * 1000003 + (gint64)(intptr_t)calls[i];
	if (g_hash_table_add(places, g_memdup2(&hash, sizeof hash)))
		g_array_append_val(firsts, count);
}

static bool fails(void)
{
	count++;
	if (places && !inside) {
		inside = true;
		note();
		inside = false;
	}
	return count == fail_at;
}

void *__wrap_malloc(size_t len)
{
	return fails() ? NULL : __real_malloc(len);
}

void *__wrap_realloc(void *p, size_t len)
{
	return fails() ? NULL : __real_realloc(p, len);
}
