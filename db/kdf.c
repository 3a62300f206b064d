#include "db/kdf.h"

#include <string.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"

#define MIB 1024 /* KiB */
#define LONGEST_US (900 * 1000) /* nearest power of two to 0.7 s */
#define TURN_WAIT_US (60 * G_USEC_PER_SEC)
#define TURN_RETRY_US (50 * 1000)

const struct kdf_policy *kdf_policy_standard(void)
{
	static const struct kdf_policy standard = {
		.floor = { .passes = 3, .memory_kib = 64 * MIB, .lanes = 4 },
		.cap = { .passes = 16, .memory_kib = 1024 * MIB, .lanes = 8 },
		.initial = { .passes = 3, .memory_kib = 0, .lanes = 4 },
		.at_once = 4,
	};

	return &standard;
}

bool kdf_cost_allowed(const struct kdf_policy *policy, const struct kdf_cost *cost)
{
	const struct kdf_cost *floor = &policy->floor, *cap = &policy->cap;

	return cost->passes >= floor->passes && cost->passes <= cap->passes &&
	       cost->memory_kib >= floor->memory_kib && cost->memory_kib <= cap->memory_kib &&
	       cost->lanes >= floor->lanes && cost->lanes <= cap->lanes;
}

/* Sign-ins of several people at a time must not push the host into swapping. */
static uint64_t memory_share_kib(const struct kdf_policy *policy)
{
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);

	if (pages <= 0 || size <= 0)
		return 0;
	return (uint64_t)pages * (uint64_t)size / 1024 / 2 / MAX(policy->at_once, 1);
}

struct kdf_cost kdf_cost_initial(const struct kdf_policy *policy)
{
	static const uint8_t salt[SALT_LEN];
	struct kdf_cost cost = policy->initial;
	uint64_t share = memory_share_kib(policy);
	uint8_t out[KEY_LEN];
	int64_t took;

	if (cost.memory_kib != 0)
		return cost;
	cost.memory_kib = policy->floor.memory_kib;
	took = g_get_monotonic_time();
	if (!crypt_argon2id(&cost, "blotter", 7, salt, out, NULL))
		return cost;
	took = g_get_monotonic_time() - took;
	while (cost.memory_kib <= policy->cap.memory_kib / 2 && cost.memory_kib * 2 <= share &&
		took * 2 <= LONGEST_US) {
		cost.memory_kib *= 2;
		took *= 2;
	}
	return cost;
}

/* A descriptor that holds the turn. */
static int turn_take(const struct kdf_policy *policy, const char *lock_dir, GError **error)
{
	int64_t end = g_get_monotonic_time() + TURN_WAIT_US;

	for (;;) {
		for (unsigned i = 0; i < MAX(policy->at_once, 1); i++) {
			g_autofree char *path = g_strdup_printf("%s/kdf-%u", lock_dir, i);
			g_autoptr(GError) why = NULL;
			int fd = file_lock(path, true, 0, &why);

			if (fd >= 0)
				return fd;
			if (access(path, R_OK | W_OK) != 0) {
				g_propagate_error(error, g_steal_pointer(&why));
				return -1;
			}
		}
		if (g_get_monotonic_time() > end)
			break;
		g_usleep(TURN_RETRY_US);
	}
	err_set(error, ERR_FAILED,
		_("too many people sign in on this host at this moment; try again"));
	return -1;
}

bool kdf_run(const struct kdf_policy *policy, const char *lock_dir, const struct kdf_cost *cost,
	const struct passphrase *password, const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN],
	GError **error)
{
	int turn = -1;
	bool ok;

	if (lock_dir) {
		turn = turn_take(policy, lock_dir, error);
		if (turn < 0)
			return false;
	}
	ok = crypt_argon2id(cost, password->text, password->len, salt, out, error);
	if (turn >= 0)
		close(turn);
	return ok;
}
