/* Linked with --wrap: what our own objects ask of malloc and realloc comes here first. */
#include "tests/faults/faults.h"

static long left, count;

void *__real_malloc(size_t len);
void *__real_realloc(void *p, size_t len);
void *__wrap_malloc(size_t len);
void *__wrap_realloc(void *p, size_t len);

void memory_arm(long fail_at)
{
	left = fail_at;
	count = 0;
}

long memory_count(void)
{
	return count;
}

static bool fails(void)
{
	count++;
	return left > 0 && --left == 0;
}

void *__wrap_malloc(size_t len)
{
	return fails() ? NULL : __real_malloc(len);
}

void *__wrap_realloc(void *p, size_t len)
{
	return fails() ? NULL : __real_realloc(p, len);
}
