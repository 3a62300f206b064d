#include "src/app/about.h"

#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/verbs.h"

int verb_about(const struct arguments *arguments)
{
	g_auto(GStrv) libraries = about_libraries();
	json_t *object = json_object();

	json_object_set_new(object, "blotter", json_string(PACKAGE_VERSION));
	for (size_t i = 0; libraries[i]; i += 2)
		json_object_set_new(object, libraries[i], json_string(libraries[i + 1]));
	if (!option_given(arguments, OPTION_JSON)) {
		const char *key;
		json_t *value;

		json_object_foreach(object, key, value)
			out_line("%-10s %s", key, json_string_value(value));
		out_line("\n%s", _("Stores are of the profile \"standard\": Argon2id, X25519, Ed25519, AES-256 in\n"
			 "SQLCipher and GCM. This is not a FIPS 140-validated module, and does not claim to be\n"
			 "one; where CUI rests on validated cryptography (SP 800-171 3.13.11), keep the store\n"
			 "on a validated encrypted volume. Apache License 2.0."));
		json_decref(object);
	} else {
		out_json(object);
	}
	return EXIT_DONE;
}
