/* A store of the profile fips from its founding to the restore of its backup; the provider itself is
 * tests/cli/fips.sh's. */
#include <string.h>

#include "src/app/keep.h"
#include "src/app/log.h"
#include "src/app/password.h"
#include "src/app/restore.h"
#include "src/base/crypt_profile.h"
#include "src/base/file.h"
#include "tests/house.h"

/* In place of the one that loads the provider, which Debian does not have. */
bool crypt_fips_load(GError **error)
{
	(void)error;
	return true;
}

#define KDF_POLICY_AT 45	/* doc/FORMATS.md */

static char *keyring_of(const struct house *house, gsize *len)
{
	g_autofree char *path = g_build_filename(house->seam.store_dir, "keyring", NULL);
	char *bytes;

	g_assert_true(g_file_get_contents(path, &bytes, len, NULL));
	return bytes;
}

static void people_sign_in_act_and_are_verified(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *han = house_sign_in(house, "hal");
	g_autofree char *bytes = NULL;
	gsize len;

	house_case(han, "SEV3");
	bytes = keyring_of(house, &len);
	g_assert_cmpint(bytes[KDF_POLICY_AT], ==, 1);
	REFUSED(house_sign_in_with(house, "hal", "not the password of hal", &error) != NULL, ERR_LOGIN, "");
	g_assert_cmpint(house_verify(house), >, 5);
}

static void its_backup_restores_and_its_data_key_changes(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = "sam", .secret = password, .consent = { "abe", password } };
	g_autofree char *media = seam_path(&house->seam, "media"), *away = seam_path(&house->seam, "away");
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	struct kept kept;
	struct restored restored;

	g_assert_cmpint(g_mkdir_with_parents(media, 0700), ==, 0);
	GOOD(keep_backup(sam, media, &kept, &error));
	GOOD(keep_rotate(sam, &holder.consent, &error));
	session_close(g_steal_pointer(&sam));
	house_verify(house);
	GOOD(file_rename_new(house->seam.store_dir, away, &error));
	GOOD(backup_restore(&house->host, kept.path, &holder, house->seam.store_dir, "disk lost", &restored, &error));
	g_free(kept.path);
}

static void its_checkpoint_is_a_note_of_a_p_256_key(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ama = house_sign_in(house, "ama");
	g_autofree char *note = log_checkpoint(ama, NULL);
	unsigned notes;
	char *digit;

	g_assert_nonnull(note);
	GOOD(log_witnessed(ama, note, &notes, &error));
	g_assert_cmpuint(notes, ==, 1);
	digit = strchr(note, '\n') + 1;
	*digit = *digit == '9' ? '8' : (char)(*digit + 1);
	REFUSED(log_witnessed(ama, note, &notes, &error), ERR_WRONG, "");
}

/* Whoever lowers the mark in the file does not get the other algorithms. */
static void a_keyring_of_the_other_profile_is_refused(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = g_build_filename(house->seam.store_dir, "keyring", NULL);
	g_autofree char *whole = NULL;
	gsize len;
	g_autoptr(GError) error = NULL;

	whole = keyring_of(house, &len);
	whole[KDF_POLICY_AT] = 0;
	g_assert_null(keyring_from_bytes(whole, len, path, &error));
	g_assert_nonnull(error);
}

#define ADD(name) g_test_add_func("/fips/" #name, name)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	crypt_init();
	GOOD(crypt_profile_use(CRYPT_FIPS, &error));
	ADD(people_sign_in_act_and_are_verified);
	ADD(its_backup_restores_and_its_data_key_changes);
	ADD(its_checkpoint_is_a_note_of_a_p_256_key);
	ADD(a_keyring_of_the_other_profile_is_refused);
	return g_test_run();
}
