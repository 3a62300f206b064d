#include "src/rules/signer.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[SIGNER_FIELDS] = {
	[SIGNER_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Whose key it is."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SIGNER_PUBLIC] = { "public", "public_key", FIELD_TEXT, N_("Public key"),
		N_("Verifies the signatures of audit entries, hex."), NULL, NULL,
		.flags = FIELD_SYSTEM, .max = 64 },
	[SIGNER_AT] = { "at", NULL, FIELD_TIME, N_("Since"),
		N_("When it came into use."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object signer_object = { "signer", "signers", fields, SIGNER_FIELDS };
