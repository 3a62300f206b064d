#include "src/cli/options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/i18n.h"

const struct option_row option_rows[OPTIONS] = {
	[OPTION_STORE] = { "store", N_("DIR"),
		N_("the store; else $BLOTTER_STORE, else ~/.local/share/blotter/store") },
	[OPTION_USER] = { "user", N_("NAME"), N_("who signs in; else $BLOTTER_USER") },
	[OPTION_PASSWORD_FILE] = { "password-file", N_("FILE"),
		N_("the first line of a file that only you can read is the password"), PATHS_READ },
	[OPTION_PASSWORD_FD] = { "password-fd", N_("N"),
		N_("the next line from this descriptor is the password") },
	[OPTION_TOTP_FD] = { "totp-fd", N_("N"),
		N_("the next line from this descriptor is the code of the second factor; else it is asked "
		   "for at the terminal") },
	[OPTION_JSON] = { "json", NULL, N_("answer in JSON, one value a line") },
	[OPTION_HELP] = { "help", NULL, N_("say what there is") },
	[OPTION_VERSION] = { "version", NULL, N_("say which version this is") },
	[OPTION_ASCII] = { "ascii", NULL, N_("draw the screen with ASCII characters only") },
	[OPTION_CSV] = { "csv", NULL, N_("comma-separated values with a header line") },
	[OPTION_LIMIT] = { "limit", N_("N"), N_("at most so many rows; all, if not given") },
	[OPTION_FILTER] = { "filter", N_("WORDS"),
		N_("only rows that match: severity=SEV1 owner=@me title~host owner! due_at?") },
	[OPTION_BATCH] = { "batch", N_("FILE"),
		N_("one JSON act a line from FILE, - is standard input; one answer a line"), PATHS_READ },
	[OPTION_NEW_PASSWORD_FILE] = { "new-password-file", N_("FILE"), N_("the new password, likewise"),
		PATHS_READ },
	[OPTION_NEW_PASSWORD_FD] = { "new-password-fd", N_("N"), N_("the new password, likewise") },
	[OPTION_GENERATE] = { "generate", NULL, N_("the program makes the new password and prints it") },
	[OPTION_FORMAT] = { "format", N_("NAME"), N_("how to read the alerts; found out, if not given") },
	[OPTION_ANSWERS] = { "answers", N_("FILE"), N_("take the answers from a YAML file, ask nothing"),
		PATHS_READ },
	[OPTION_DEEP] = { "deep", NULL, N_("all that is in it too: tables, log, every row, raw bytes") },
	[OPTION_RECOVERY] = { "recovery", NULL, N_("open it by the recovery code instead of a password") },
	[OPTION_ROLLBACK] = { "accept-rollback", N_("REASON"),
		N_("give up what the anchor file saw after this backup; the log keeps why"), .reason = true },
	[OPTION_HOST_KEY] = { "host-key", N_("FILE"), N_("where the host key is on this machine"), PATHS_MADE },
	[OPTION_ANCHOR] = { "anchor", N_("FILE"), N_("where the anchor file is on this machine"), PATHS_MADE },
	[OPTION_SECOND] = { "second", N_("NAME"), N_("the second person, who gives their own password here") },
	[OPTION_SECOND_PASSWORD_FILE] = { "second-password-file", N_("FILE"), N_("their password, likewise"),
		PATHS_READ },
	[OPTION_SECOND_PASSWORD_FD] = { "second-password-fd", N_("N"), N_("their password, likewise") },
	[OPTION_ALONE] = { "alone", N_("REASON"),
		N_("where no other account could agree: why; the log keeps it, and everybody is told"),
		.reason = true },
	[OPTION_NEW_HOST_KEY] = { "new-host-key", NULL,
		N_("make a new host key for one that is lost; passwords of others count no more") },
	[OPTION_FROM] = { "from", N_("FILE"),
		N_("verify: against the checkpoints in a file that was kept elsewhere"), PATHS_READ },
	[OPTION_FOLLOW] = { "follow", NULL,
		N_("export: entries as RFC 5424 lines, as they are made, until stopped") },
	[OPTION_AFTER] = { "after", N_("N"), N_("export --follow: from the entry after this one on") },
	[OPTION_CRYPTO] = { "crypto", NULL, N_("which providers of OpenSSL do the work, and in what state") },
	[OPTION_SYSLOG] = { "syslog", NULL, N_("checkpoint: into the system's log too, as one line") },
	[OPTION_COLOR] = { "color", N_("WHEN"),
		N_("colours of the screen: auto, never, 16, 256, or direct (red, green and blue)") },
	[OPTION_PLAIN] = { "plain", NULL,
		N_("no screens: questions and lines, for screen readers and plain terminals") },
	[OPTION_CHECK_CONFIG] = { "check-config", NULL,
		N_("check what is in ~/.config/blotter, and say what is wrong with it, line by line") },
};

static int find(const char *name, size_t len)
{
	for (int i = 0; i < OPTIONS; i++)
		if (strlen(option_rows[i].name) == len && strncmp(option_rows[i].name, name, len) == 0)
			return i;
	return -1;
}

/* Reads the option at *at, and its argument, which may be the next word. */
static bool read_option(char ***at, struct arguments *arguments, GError **error)
{
	const char *word = strcmp(**at, "-h") == 0 ? "help" : **at + 2;
	size_t len = strcspn(word, "=");
	int option = find(word, len);
	const char *value = word[len] ? word + len + 1 : NULL;

	if (option < 0 || (**at)[0] != '-' || ((**at)[1] != '-' && strcmp(**at, "-h") != 0))
		return err_set(error, ERR_USAGE, _("there is no option \"%s\"; see `blotter help`"), **at);
	if (!option_rows[option].argument && value)
		return err_set(error, ERR_USAGE, _("--%s takes no value"), option_rows[option].name);
	if (option_rows[option].argument && !value) {
		value = *++*at;
		if (!value)
			return err_set(error, ERR_USAGE, _("--%s needs a value"), option_rows[option].name);
	}
	if (arguments->values[option])
		return err_set(error, ERR_USAGE, _("--%s is given twice"), option_rows[option].name);
	arguments->values[option] = value ? value : "";
	return true;
}

bool arguments_parse(char **argv, struct arguments *arguments, GError **error)
{
	size_t len = 0;
	bool options = true;

	*arguments = (struct arguments){ .words = g_new0(const char *, g_strv_length(argv) + 1) };
	for (char **at = argv; *at; at++) {
		if (options && strcmp(*at, "--") == 0)
			options = false;
		else if (!options || **at != '-' || strcmp(*at, "-") == 0)
			arguments->words[len++] = *at;
		else if (!read_option(&at, arguments, error))
			return false;
	}
	return true;
}

void arguments_clear(struct arguments *arguments)
{
	g_clear_pointer(&arguments->words, g_free);
}

bool option_given(const struct arguments *arguments, enum option option)
{
	return arguments->values[option] != NULL;
}

uint64_t options_given(const struct arguments *arguments)
{
	uint64_t given = 0;

	for (int i = 0; i < OPTIONS; i++)
		if (arguments->values[i])
			given |= OPTION_BIT(i);
	return given;
}

bool option_number(const struct arguments *arguments, enum option option, int64_t missing, int64_t max,
		   int64_t *number, GError **error)
{
	const char *text = arguments->values[option];

	*number = missing;
	if (!text || g_ascii_string_to_signed(text, 10, 0, max, number, NULL))
		return true;
	return err_set(error, ERR_USAGE, _("--%s: \"%s\" is no whole number from 0 to %" PRId64),
		       option_rows[option].name, text, max);
}

/* As a name beside which others can be made. */
static char *without_slashes(const char *place)
{
	char *name = g_strdup(place);

	for (size_t len = strlen(name); len > 1 && name[len - 1] == '/'; len--)
		name[len - 1] = '\0';
	return name;
}

char *option_store(const struct arguments *arguments)
{
	const char *place = arguments->values[OPTION_STORE];

	if (!place || !*place)
		place = getenv("BLOTTER_STORE");
	if (place && *place)
		return without_slashes(place);
	return g_build_filename(g_get_user_data_dir(), "blotter", "store", NULL);
}

const char *option_user(const struct arguments *arguments)
{
	const char *user = arguments->values[OPTION_USER];

	if (!user || !*user)
		user = getenv("BLOTTER_USER");
	return user && *user ? user : NULL;
}
