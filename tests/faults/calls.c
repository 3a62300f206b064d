/* The nth call of those that write to the disk fails, or is the last of its process. */
#include "tests/faults/faults.h"

#include <errno.h>

/* A process that is killed leaves on the disk what one leaves that writes no more, and takes long to make: it
 * is tried at each rarely-th of the calls. */
static const struct { const char *name; struct io_plan plan; long rarely; } kinds[] = {
	{ "EIO once", { .code = EIO }, 1 },
	{ "EIO from then on", { .code = EIO, .from_then_on = true }, 1 },
	{ "ENOSPC, half written", { .code = ENOSPC, .from_then_on = true, .shorten = true }, 1 },
	{ "killed", { .kill = true }, 7 },
};
enum { EIO_FROM_THEN_ON = 1 };

/* Each kind begins elsewhere, so that together they leave no gaps that strides have in common. */
static struct io_plan plan_of(size_t kind, long stride)
{
	struct io_plan plan = kinds[kind].plan;

	plan.fail_at = 1 + (long)kind * stride / (long)G_N_ELEMENTS(kinds);
	return plan;
}

/* What is looked at when a call failed; how many faults that were. */
typedef long (*after_fault)(struct stage *stage, const struct ending *ending, const char *what, long stride);

/* Each stride-th call of the deed fails, one after another, until it has no more. */
static long each_call(struct stage *stage, size_t kind, long stride, after_fault after)
{
	struct io_plan plan = plan_of(kind, stride);
	long count = 0;

	for (;; plan.fail_at += stride * kinds[kind].rarely) {
		g_autofree char *what = g_strdup_printf("%s, %s at call %ld", stage->deed->name, kinds[kind].name,
							plan.fail_at);
		struct ending ending;

		stage_restore(stage);
		ending = plan.kill ? try_apart(stage, &plan) : try_here(stage, &plan);
		if (!ending.ended && ending.calls < plan.fail_at)
			return count;
		count += after(stage, &ending, what, stride);
	}
}

static long look_after(struct stage *stage, const struct ending *ending, const char *what, long stride)
{
	(void)stride;
	try_check(stage, ending, what);
	return 1;
}

long faults_io(struct stage *stage, long stride)
{
	long count = 0;

	for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
		count += each_call(stage, kind, stride, look_after);
	return count;
}

/* --- a second fault --- */

static bool sign_in(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	(void)deed;
	session = house_sign_in_with(stage->house, "hua", HOUSE_PASSWORD, error);
	session_close(session);
	return session != NULL;
}

static const struct deed opening = { .name = "opening", .run = sign_in };

/* What is done to the disk while the store opens: the same calls, the same way. */
static char *way_of_opening(struct stage *stage)
{
	g_autoptr(GString) way = g_string_new(NULL);
	g_autoptr(GPtrArray) ops = NULL;

	io_record();
	g_string_append_c(way, sign_in(stage, NULL, &opening, NULL) ? 'y' : 'n');
	ops = io_recorded();
	for (guint i = 0; i < ops->len; i++) {
		const struct io_op *op = ops->pdata[i];

		g_string_append_printf(way, " %d %s %ld %zu", op->kind, op->path, (long)op->at,
				       op->bytes ? g_bytes_get_size(op->bytes) : 0);
	}
	return g_string_free(g_steal_pointer(&way), FALSE);
}

/* Each stride-th call of the sign-in fails that finds what the first fault left. What opens as another did
 * is no other recovery. */
static long again_of(struct stage *stage, const struct ending *before, const char *first, long stride)
{
	const struct deed *deed = stage->deed;
	struct io_plan plan = plan_of(EIO_FROM_THEN_ON, stride);
	struct ending ending;
	long count = 0;

	stage_keep(stage);
	if (!g_file_test(stage->house->seam.store_dir, G_FILE_TEST_EXISTS) ||
	    !g_hash_table_add(stage->seen, way_of_opening(stage)))
		return 0;
	for (;; plan.fail_at += stride, count++) {
		g_autofree char *what = g_strdup_printf("%s; opened again, %s at call %ld", first,
							kinds[EIO_FROM_THEN_ON].name, plan.fail_at);

		stage_restore_spoilt(stage);
		stage->deed = &opening;
		ending = try_here(stage, &plan);
		stage->deed = deed;
		if (ending.calls < plan.fail_at)
			return count;
		stage_check(stage, before->done, what);
	}
}

long faults_twice(struct stage *stage, long stride)
{
	return each_call(stage, EIO_FROM_THEN_ON, stride, again_of);
}
