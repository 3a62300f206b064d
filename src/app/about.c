#include "src/app/about.h"

#include "db/open.h"
#include "src/base/crypt.h"
#include "src/base/crypt_profile.h"

char **about_libraries(void)
{
	char *pairs[] = {
		g_strdup("sqlcipher"), db_library_version(),
		g_strdup("openssl"), g_strdup(crypt_library_version()),
		g_strdup("glib"), g_strdup_printf("%u.%u.%u", glib_major_version,
						 glib_minor_version, glib_micro_version),
		NULL,
	};

	return g_memdup2(pairs, sizeof pairs);
}

char **about_providers(bool *fips)
{
	return crypt_providers(fips);
}

char *about_fips_missing(void)
{
	g_autoptr(GError) why = NULL;

	return crypt_fips_load(&why) ? NULL : g_strdup(why->message);
}
