/* Public keys that sign audit entries. */
#ifndef RULES_SIGNER_H
#define RULES_SIGNER_H

enum signer_field {
	SIGNER_USER, SIGNER_PUBLIC, SIGNER_AT,
	SIGNER_FIELDS
};

#endif
