#include "src/app/about.h"

#include "src/base/i18n.h"
#include "src/cli/confined.h"
#include "src/cli/out.h"
#include "src/cli/verbs.h"

static void add_crypto(json_t *object)
{
	bool fips;
	g_auto(GStrv) providers = about_providers(&fips);
	g_autofree char *names = g_strjoinv(", ", providers), *missing = NULL;

	json_object_set_new(object, "providers", json_string(names));
	json_object_set_new(object, "fips_only", json_string(fips ? "yes" : "no"));
	missing = about_fips_missing();
	json_object_set_new(object, "fips_profile", json_string(missing ? missing : "can be used here"));
}

static void say(const json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)object, key, value)
		out_line("%-12s %s", key, json_string_value(value));
	out_line("\n%s", _("A store of the profile \"standard\": Argon2id, X25519, Ed25519, AES-256 in SQLCipher\n"
		 "and GCM. Of the profile \"fips\": PBKDF2-HMAC-SHA-512, P-256 and AES-256, done only by\n"
		 "the OpenSSL FIPS provider that you installed. Whether that is a validated module here\n"
		 "is a fact of your installation; this program is none, and does not claim to be.\n"
		 "SQLCipher before 4.7 derives the key of its page HMAC by PBKDF2 with 2 rounds,\n"
		 "and has HMAC-SHA-1 there: keep a store whose CUI rests on validated cryptography\n"
		 "(SP 800-171 3.13.11) on a validated encrypted volume too. Apache License 2.0."));
}

int verb_about(const struct arguments *arguments)
{
	g_auto(GStrv) libraries = about_libraries();
	g_autofree char *confinement = confined_text(&arguments->confinement);
	json_t *object = json_object();

	json_object_set_new(object, "blotter", json_string(PACKAGE_VERSION));
	for (size_t i = 0; libraries[i]; i += 2)
		json_object_set_new(object, libraries[i], json_string(libraries[i + 1]));
	json_object_set_new(object, "confinement", json_string(confinement));
	if (option_given(arguments, OPTION_CRYPTO))
		add_crypto(object);
	if (!option_given(arguments, OPTION_JSON))
		say(object);
	if (option_given(arguments, OPTION_JSON))
		out_json(object);
	else
		json_decref(object);
	return EXIT_DONE;
}
