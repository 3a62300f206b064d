/* What makes guessing a password dear. */
#include "src/base/crypt.h"

#include <string.h>

#include <argon2.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "src/base/err.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

static bool argon_failed(int rc, const struct kdf_cost *cost, GError **error)
{
	if (rc == ARGON2_MEMORY_ALLOCATION_ERROR)
		return err_set(error, ERR_FAILED,
			_("the password cannot be checked: %u MiB of memory are needed; "
			  "close other programs or wait"),
			cost->memory_kib / 1024);
	return err_set(error, ERR_FAILED,
		_("the password cannot be checked: Argon2id with %u passes, "
		  "%u KiB and %u lanes: %s"),
		cost->passes, cost->memory_kib, cost->lanes, argon2_error_message(rc));
}

static bool argon2id(const struct kdf_cost *cost, const void *password, size_t password_len,
		     const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN], GError **error)
{
	uint8_t salt_copy[SALT_LEN], *copy;
	argon2_context context = {
		.out = out,
		.outlen = KEY_LEN,
		.pwdlen = (uint32_t)password_len,
		.salt = salt_copy,
		.saltlen = SALT_LEN,
		.t_cost = cost->passes,
		.m_cost = cost->memory_kib,
		.lanes = cost->lanes,
		.threads = MAX(MIN(cost->lanes, g_get_num_processors()), 1),
		.version = ARGON2_VERSION_13,
		.flags = ARGON2_DEFAULT_FLAGS,
	};
	int rc;

	/* The library takes what it may write to; neither buffer of the caller is for that. */
	copy = secret_new(password_len);
	memcpy(copy, password, password_len);
	memcpy(salt_copy, salt, SALT_LEN);
	context.pwd = copy;
	rc = argon2id_ctx(&context);
	if (rc == ARGON2_THREAD_FAIL && context.threads > 1) {
		/* Inside the sandbox no thread can be made; the result is the same with one. */
		context.threads = 1;
		rc = argon2id_ctx(&context);
	}
	secret_free(copy);
	if (rc == ARGON2_OK)
		return true;
	secret_wipe(out, KEY_LEN);
	return argon_failed(rc, cost, error);
}

/* SP 800-132. */
static bool pbkdf2(const struct kdf_cost *cost, const void *password, size_t password_len,
		   const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN], GError **error)
{
	bool ok = cost->passes > 0 && cost->passes <= G_MAXINT && cost->lanes == 0 &&
		  PKCS5_PBKDF2_HMAC(password, (int)password_len, salt, SALT_LEN, (int)cost->passes, EVP_sha512(),
				    KEY_LEN, out) == 1;

	if (ok)
		return true;
	ERR_clear_error();
	secret_wipe(out, KEY_LEN);
	return err_set(error, ERR_FAILED, _("the password cannot be checked: PBKDF2-HMAC-SHA-512 with %u passes "
		       "fails"), cost->passes);
}

bool crypt_stretch(const struct kdf_cost *cost, const void *password, size_t password_len,
		   const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN], GError **error)
{
	if (password_len == 0)
		return err_set(error, ERR_INVALID, _("the password is empty; type one"));
	if (password_len > PASSPHRASE_MAX)
		return err_set(error, ERR_INVALID, _("the password is longer than %d bytes"), PASSPHRASE_MAX);
	return (cost->memory_kib > 0 ? argon2id : pbkdf2)(cost, password, password_len, salt, out, error);
}
