/* A small part of `./dev faults`, with every test. */
#include "tests/faults/faults.h"

static void some(long (*faults)(struct stage *, long), long n)
{
	struct stage stage = { 0 };
	long count;

	stage_begin(&stage);
	count = faults(&stage, n);
	g_test_message("%ld", count);
	g_assert_cmpint(count, >, 0);
	stage_end(&stage);
}

static void kills_lose_nothing_acknowledged(void)
{
	some(faults_kill, 24);
}

static void failed_writes_leave_the_store_whole(void)
{
	some(faults_io, 149);
}

static void a_fault_while_it_opens_after_a_fault_leaves_it_whole(void)
{
	some(faults_twice, 61);
}

static void failed_allocations_leave_the_store_whole(void)
{
	some(faults_memory, 4999);
}

static void loss_of_power_leaves_the_store_whole(void)
{
	some(faults_power, 40);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/faults/" #name, name)
	TEST(kills_lose_nothing_acknowledged);
	TEST(failed_writes_leave_the_store_whole);
	TEST(a_fault_while_it_opens_after_a_fault_leaves_it_whole);
	TEST(failed_allocations_leave_the_store_whole);
	TEST(loss_of_power_leaves_the_store_whole);
	return g_test_run();
}
