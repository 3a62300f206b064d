#include "src/base/crypt_profile.h"

#include "src/base/i18n.h"

static const char *const names[] = { [CRYPT_STANDARD] = "standard", [CRYPT_FIPS] = "fips" };
static enum crypt_profile in_use;
static bool chosen;

bool crypt_profile_find(const char *name, enum crypt_profile *profile)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(name, names[i])) {
			*profile = (enum crypt_profile)i;
			return true;
		}
	return false;
}

bool crypt_profile_use(enum crypt_profile profile, GError **error)
{
	if (chosen && profile != in_use)
		return err_set(error, ERR_FAILED, _("a store of the profile %s cannot be opened by a process that "
			       "works in the profile %s"), names[profile], names[in_use]);
	if (!chosen && profile == CRYPT_FIPS && !crypt_fips_load(error))
		return false;
	chosen = true;
	in_use = profile;
	return true;
}

enum crypt_profile crypt_profile(void)
{
	return in_use;
}
