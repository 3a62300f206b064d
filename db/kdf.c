#include "db/kdf.h"

#include <string.h>
#include <unistd.h>

#include "src/base/crypt_profile.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define MIB 1024 /* KiB */
#define WISHED_US (700 * 1000)
#define LONGEST_US (900 * 1000) /* nearest power of two to 0.7 s */
#define TURN_WAIT_US (60 * G_USEC_PER_SEC)
#define TURN_RETRY_US (50 * 1000)

const struct kdf_policy *kdf_policy_standard(void)
{
	static const struct kdf_policy fips = {
		.floor = { .passes = 600 * 1000 },
		.cap = { .passes = 10 * 1000 * 1000 },
	};
	static const struct kdf_policy standard = {
		.floor = { .passes = 3, .memory_kib = 64 * MIB, .lanes = 4 },
		.cap = { .passes = 16, .memory_kib = 1024 * MIB, .lanes = 8 },
		.initial = { .passes = 3, .memory_kib = 0, .lanes = 4 },
		.at_once = 4,
		.fips = &fips,
	};

	return &standard;
}

static const struct kdf_policy *in_force(const struct kdf_policy *policy)
{
	return crypt_profile() == CRYPT_FIPS ? policy->fips : policy;
}

const struct kdf_cost *kdf_floor(const struct kdf_policy *policy)
{
	return &in_force(policy)->floor;
}

bool kdf_cost_allowed(const struct kdf_policy *policy, const struct kdf_cost *cost)
{
	const struct kdf_cost *floor = &in_force(policy)->floor, *cap = &in_force(policy)->cap;

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

/* Microseconds that the floor takes here; 0: it fails. */
static int64_t floor_takes(const struct kdf_cost *floor)
{
	static const uint8_t salt[SALT_LEN];
	uint8_t out[KEY_LEN];
	int64_t start = g_get_monotonic_time();

	return crypt_stretch(floor, "blotter", 7, salt, out, NULL) ? MAX(g_get_monotonic_time() - start, 1) : 0;
}

static struct kdf_cost iterations_initial(const struct kdf_policy *policy)
{
	struct kdf_cost cost = policy->floor;
	int64_t took = floor_takes(&cost);

	if (took > 0 && took < WISHED_US)
		cost.passes = (uint32_t)MIN((uint64_t)cost.passes * WISHED_US / (uint64_t)took, policy->cap.passes);
	return cost;
}

struct kdf_cost kdf_cost_initial(const struct kdf_policy *policy)
{
	struct kdf_cost cost = policy->initial;
	uint64_t share = memory_share_kib(policy);
	int64_t took;

	if (crypt_profile() == CRYPT_FIPS)
		return iterations_initial(policy->fips);
	if (cost.memory_kib != 0)
		return cost;
	cost.memory_kib = policy->floor.memory_kib;
	took = floor_takes(&cost);
	while (took > 0 && cost.memory_kib <= policy->cap.memory_kib / 2 && cost.memory_kib * 2 <= share &&
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
	ok = crypt_stretch(cost, password->text, password->len, salt, out, error);
	if (turn >= 0)
		close(turn);
	return ok;
}
