#include "src/cli/cli.h"

#include <string.h>

#include "src/app/intake.h"
#include "src/base/i18n.h"
#include "src/base/warn.h"
#include "src/cli/confined.h"
#include "src/cli/out.h"
#include "src/cli/verbs.h"

#define SCREEN_OPTIONS (OPTION_BIT(OPTION_ASCII) | OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_PLAIN) | \
			OPTION_BIT(OPTION_CHECK_CONFIG))
#define LOOK_OPTIONS (OPTION_BIT(OPTION_CSV) | OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_FILTER))
#define HOLDER (OPTION_BIT(OPTION_RECOVERY) | OPTION_BIT(OPTION_HOST_KEY))
#define SECOND (OPTION_BIT(OPTION_SECOND) | OPTION_BIT(OPTION_SECOND_PASSWORD_FILE) | \
		OPTION_BIT(OPTION_SECOND_PASSWORD_FD))
#define AUDIT_OPTIONS \
	(OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_FOLLOW) | OPTION_BIT(OPTION_AFTER) | OPTION_BIT(OPTION_SYSLOG))
#define NEW_PASSWORD (OPTION_BIT(OPTION_NEW_PASSWORD_FILE) | OPTION_BIT(OPTION_NEW_PASSWORD_FD) | \
		      OPTION_BIT(OPTION_GENERATE))

static int verb_help(const struct arguments *arguments);

const struct verb verbs[] = {
	{ "init", "[--answers FILE]", N_("Makes a store."), OPTION_BIT(OPTION_ANSWERS), verb_init, help_init,
	  PATHS_ANY },
	{ "do", "--batch FILE | ACTION [TARGET...] [FIELD=VALUE...]", N_("Changes something: any action of "
	  "the table, under your own name."), OPTION_BIT(OPTION_BATCH) | NEW_PASSWORD | SECOND,
	  verb_do, help_do,
	  PATHS_VALUES },
	{ "look", "QUERY [CASE] [FILTER...]", N_("Shows something: any query of the table."), LOOK_OPTIONS,
	  verb_look, help_look },
	{ "ingest", "[FILE...|DIR|-]", N_("Takes alerts in, and makes cases of the severe ones."),
	  OPTION_BIT(OPTION_FORMAT), verb_ingest, help_ingest, PATHS_READ, .parses = true },
	{ "audit", "verify | checkpoint [FILE] | export DIR | export --follow", N_("Verifies the audit log, "
	  "signs its present state for somebody to keep, or writes it out so that anybody can verify it."),
	  AUDIT_OPTIONS, verb_audit, help_audit, PATHS_MADE, 1 },
	{ "backup", "DIR", N_("Makes a backup in a directory: online, verified, signed."), 0, verb_backup,
	  help_backup, PATHS_MADE, .beside = true },
	{ "check", "[BACKUP]", N_("Checks the store, or a backup, against itself."),
	  OPTION_BIT(OPTION_DEEP) | HOLDER, verb_check, help_check, PATHS_READ, .beside = true },
	{ "drill", "restore [BACKUP]", N_("Restores a backup for a test, verifies it, and records how that went."),
	  0, verb_drill, NULL, PATHS_ANY },
	{ "restore", "BACKUP", N_("Makes a store of a backup."), OPTION_BIT(OPTION_ROLLBACK) |
	  OPTION_BIT(OPTION_ANCHOR) | HOLDER | SECOND | OPTION_BIT(OPTION_ALONE),
	  verb_restore, help_restore, PATHS_READ, .beside = true },
	{ "rotate", "", N_("Changes the data key, with a second person; passwords stay."),
	  SECOND | OPTION_BIT(OPTION_ALONE), verb_rotate, help_rotate,
	  .beside = true },
	{ "recover", "USER", N_("Lets a user in again by the recovery code, when every password is lost."),
	  OPTION_BIT(OPTION_ROLLBACK) | OPTION_BIT(OPTION_NEW_HOST_KEY), verb_recover, help_recover, .beside = true },
	{ "about", "", N_("Says which version and libraries these are."),
	  OPTION_BIT(OPTION_CRYPTO), verb_about, NULL },
	{ "help", "[VERB]", N_("Says what there is."), 0, verb_help, NULL },
};
const size_t verbs_len = G_N_ELEMENTS(verbs);

static const struct verb *find(const char *name)
{
	for (size_t i = 0; i < verbs_len; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static void list_options(uint64_t which)
{
	for (int i = 0; i < OPTIONS; i++) {
		const struct option_row *row = &option_rows[i];
		g_autofree char *name = g_strdup_printf("--%s %s", row->name, row->argument ? _(row->argument) : "");

		if (which & OPTION_BIT(i))
			out_line("  %-24s %s", name, _(row->help));
	}
}

static void help_all(void)
{
	out_line("%s", _("usage: blotter [OPTION...] [VERB ...]"));
	out_line("\n%s\n", _("Without a verb: the full-screen program."));
	for (size_t i = 0; i < verbs_len; i++)
		out_line("  %-8s %s", verbs[i].name, _(verbs[i].help));
	out_line("\n%s\n", _("Options, before or after the verb:"));
	list_options(OPTIONS_GLOBAL | SCREEN_OPTIONS);
	out_line("\n%s", _("Exit: 0 done; 1 refused or failed, and standard error begins with denied:, invalid:, "
		 "conflict:,\nlogin: or failed:; 2 the command line was not understood; 3 a check found "
		 "something wrong.\n\n`blotter help VERB` says more."));
}

static void help_verb(const struct verb *verb, const char *const *words)
{
	out_line(_("usage: blotter %s %s"), verb->name, verb->usage);
	out_line("\n%s", _(verb->help));
	if (verb->options) {
		out_line("\n%s\n", _("Options:"));
		list_options(verb->options);
	}
	if (verb->more)
		verb->more(words);
}

/* What the log is to keep. */
static bool check_reasons(const struct arguments *arguments, GError **error)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		const char *reason = option_rows[i].reason ? arguments->values[i] : NULL;

		if (reason && strspn(reason, " \t\n") == strlen(reason))
			return err_set(error, ERR_USAGE, _("--%s needs a reason, for the log"), option_rows[i].name);
	}
	return true;
}

static bool check_options(const struct arguments *arguments, const struct verb *verb, GError **error)
{
	uint64_t given = options_given(arguments);

	for (int i = 0; i < OPTIONS; i++)
		if (given & OPTION_BIT(i) & ~(OPTIONS_GLOBAL | verb->options))
			return err_set(error, ERR_USAGE, _("%s takes no --%s; see `blotter help %s`"), verb->name,
				       option_rows[i].name, verb->name);
	return check_reasons(arguments, error);
}

static const struct verb *get(const char *name, GError **error)
{
	const struct verb *verb = find(name);

	if (!verb)
		err_set(error, ERR_USAGE, _("there is no command \"%s\"; `blotter help` lists them"), name);
	return verb;
}

static int verb_help(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;
	const struct verb *verb = arguments->words[0] ? get(arguments->words[0], &error) : NULL;

	if (error)
		return out_error(error, NULL);
	if (verb)
		help_verb(verb, arguments->words + 1);
	else
		help_all();
	return EXIT_DONE;
}

static bool run_verb(struct arguments arguments, int *code, GError **error)
{
	const struct verb *verb = get(arguments.words[0], error);
	bool confined;

	if (!verb || !check_options(&arguments, verb, error))
		return false;
	arguments.words++;
	if (option_given(&arguments, OPTION_HELP)) {
		help_verb(verb, arguments.words);
		return true;
	}
	if (verb->parses && !(arguments.parser = intake_parser(error)))
		return false;
	confined = confined_begin(verb, &arguments, error);
	if (confined)
		*code = verb->run(&arguments);
	intake_parser_end(arguments.parser);
	return confined;
}

/* The full-screen program. */
static const struct verb alone = { "blotter", .options = SCREEN_OPTIONS };

bool cli_confine(struct arguments *arguments, GError **error)
{
	return confined_begin(&alone, arguments, error);
}

static bool run(struct arguments *arguments, int (*screen)(struct arguments *arguments), int *code, GError **error)
{
	*code = EXIT_DONE;
	if (option_given(arguments, OPTION_VERSION)) {
		out_line("%s", PACKAGE_STRING);
		return true;
	}
	if (arguments->words[0])
		return run_verb(*arguments, code, error);
	if (!check_options(arguments, &alone, error))
		return false;
	if (option_given(arguments, OPTION_HELP)) {
		help_all();
		return true;
	}
	if (!option_given(arguments, OPTION_PLAIN))
		*code = screen(arguments);
	else if (cli_confine(arguments, error))
		*code = plain_run(arguments);
	else
		return false;
	return true;
}

int cli_run(char **argv, int (*screen)(struct arguments *arguments))
{
	g_autoptr(GError) error = NULL;
	struct arguments arguments;
	int code;

	warn_to(out_warn, NULL);
	if (!arguments_parse(argv, &arguments, &error) || !run(&arguments, screen, &code, &error))
		code = out_error(error, NULL);
	arguments_clear(&arguments);
	return out_end(code);
}
