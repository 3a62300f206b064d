/* What opening a slot with a password costs, and how many may pay at a time. */
#ifndef DB_KDF_H
#define DB_KDF_H

#include "src/base/crypt.h"
#include "src/base/err.h"
#include "src/base/secret.h"

/* The program passes kdf_policy_standard(); tests pass their own. */
struct kdf_policy {
	struct kdf_cost floor, cap;	/* slots outside are refused before the KDF runs */
	struct kdf_cost initial;	/* of new slots; memory_kib 0: as the newest slot, for the
					 * first one calibrated to about 0.7 s here */
	unsigned at_once;		/* KDFs running on this host at a time */
	const struct kdf_policy *fips;	/* what holds instead in the profile fips (crypt_profile.h) */
};
/* 3 passes, 64 MiB to 1 GiB, 4 lanes (RFC 9106 section 4, the second choice, is the floor); in the profile fips
 * 600,000 to 10 million iterations of PBKDF2 (SP 800-132). */
const struct kdf_policy *kdf_policy_standard(void);

/* A password as the KDF left it: what locks a slot. In secret memory. */
struct stretched {
	struct kdf_cost cost;
	uint8_t salt[SALT_LEN], raw[KEY_LEN];
};
static inline void stretched_free(struct stretched *stretched) { secret_free(stretched); }
CLEANUP_DEFINE(struct stretched *, stretched_free)

/* Of the profile in use. */
const struct kdf_cost *kdf_floor(const struct kdf_policy *policy);
/* Each number lies between floor and cap. */
bool kdf_cost_allowed(const struct kdf_policy *policy, const struct kdf_cost *cost);
/* What a new slot gets; measures once, with the floor's memory, when the policy says so. */
struct kdf_cost kdf_cost_initial(const struct kdf_policy *policy);
/* Stretches when it is this process's turn: at most policy->at_once on the files kdf-0 … of
 * lock_dir (NULL: no turns), since each may take a gigabyte. */
bool kdf_run(const struct kdf_policy *policy, const char *lock_dir, const struct kdf_cost *cost,
	     const struct passphrase *password, const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN],
	     GError **error);

#endif
