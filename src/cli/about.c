#include "src/app/about.h"

#include "src/base/i18n.h"
#include "src/cli/confined.h"
#include "src/cli/out.h"
#include "src/cli/verbs.h"

static void add_crypto(json_t *object)
{
	bool fips;
	g_auto(GStrv) providers = about_providers(&fips);
	g_autofree char *names = g_strjoinv(", ", providers);

	json_object_set_new(object, "providers", json_string(names));
	json_object_set_new(object, "fips_only", json_string(fips ? "yes" : "no"));
}

static void say(const json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)object, key, value)
		out_line("%-11s %s", key, json_string_value(value));
	out_line("\n%s", _("Stores are of the profile \"standard\": Argon2id, X25519, Ed25519, AES-256 in\n"
		 "SQLCipher and GCM. This is not a FIPS 140-validated module, and does not claim to be\n"
		 "one; where CUI rests on validated cryptography (SP 800-171 3.13.11), keep the store\n"
		 "on a validated encrypted volume. Apache License 2.0."));
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
