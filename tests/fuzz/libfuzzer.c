/* The entry points that libFuzzer looks for; FUZZ_TARGET in the environment names the target. */
#include <glib.h>

#include "src/base/crypt.h"
#include "tests/fuzz/targets.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct fuzz_target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = g_getenv("FUZZ_TARGET");

	(void)argc, (void)argv;
	crypt_init();
	g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
	target = name ? fuzz_find(name) : NULL;
	if (!target)
		g_error("FUZZ_TARGET names no target");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	target->one(bytes, len);
	return 0;
}
