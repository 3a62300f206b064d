/* What sshd runs instead of a shell (ForceCommand): finds out by which key somebody came, who that is, and
 * starts the program for that person alone, in an environment made anew. Its argument, from sshd's own
 * configuration, names the file of keys:
 *
 *	store DIR		the store
 *	program FILE		blotter itself; where it was installed, if not given
 *	key SHA256:… USER	as ssh-keygen -l shows a key, and whose it is
 *	key SHA256:… USER VERB [ARGUMENT...]
 *				a machine's: no program but this verb, with these arguments
 *
 * Nothing else is taken: no other command, no sftp, no environment from outside (SP 800-171 3.5.2, 3.1.12). */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define FILE_MOST (1 << 20)
#define TERM_MOST 32

struct entry {
	char *store, *program, *user;	/* user: of the key that was used; NULL: nobody's */
	char **verb;			/* … and what that key is for, with its arguments; NULL: the program */
};

/* What a machine may do: reads standard input, or nothing, and gives nothing away. */
static const struct { const char *name, *word; } verbs[] = {
	{ "ingest", "-" },
};

/* Who could write it would choose who is who. */
static bool trusted(const char *path, GError **error)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return err_set(error, ERR_FAILED, _("cannot read \"%s\": %s"), path, g_strerror(errno));
	return (S_ISREG(st.st_mode) && st.st_uid == 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0) ||
	       err_set(error, ERR_FAILED, _("\"%s\" must be a plain file of root that nobody else can write"), path);
}

static bool text_set(char **text, const char *value)
{
	g_free(*text);
	*text = g_strdup(value);
	return true;
}

/* The word that goes behind its arguments; NULL: no machine may do that. */
static const char *verb_word(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (g_str_equal(verbs[i].name, name))
			return verbs[i].word;
	return NULL;
}

/* USER [VERB [ARGUMENT...]] */
static bool whose_read(struct entry *entry, char *text, bool used)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(kept, *word);
	g_ptr_array_add(kept, NULL);
	if (kept->len < 2 || (kept->pdata[1] && !verb_word(kept->pdata[1])))
		return false;
	if (!used)
		return true;
	/* that of two people is nobody's */
	if (entry->user)
		return false;
	text_set(&entry->user, kept->pdata[0]);
	entry->verb = kept->pdata[1] ? g_strdupv((char **)kept->pdata + 1) : NULL;
	return true;
}

static bool line_read(struct entry *entry, char *line, const char *key)
{
	g_auto(GStrv) words = NULL;

	line[strcspn(line, "#")] = '\0';
	g_strstrip(line);
	if (!*line)
		return true;
	words = g_strsplit_set(line, " \t", 3);
	if (g_str_equal(words[0], "store") && words[1] && !words[2])
		return text_set(&entry->store, words[1]);
	if (g_str_equal(words[0], "program") && words[1] && !words[2])
		return text_set(&entry->program, words[1]);
	if (!g_str_equal(words[0], "key") || !words[1] || !words[2])
		return false;
	return whose_read(entry, words[2], key && g_str_equal(words[1], key));
}

static bool file_of_keys(struct entry *entry, const char *path, const char *key, GError **error)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	size_t len;

	if (!trusted(path, error) || !file_read(path, FILE_MOST, &text, &len, error))
		return false;
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++)
		if (!line_read(entry, lines[i], key))
			return err_set(error, ERR_FAILED, _("\"%s\", line %u: want store DIR, program FILE or key "
				       "SHA256:… USER [VERB …], each key once"), path, i + 1);
	return entry->store || err_set(error, ERR_FAILED, _("\"%s\" names no store"), path);
}

/* The key that sshd saw, by its fingerprint; NULL: none, or ExposeAuthInfo is not on. Caller frees. */
static char *key_used(void)
{
	const char *path = getenv("SSH_USER_AUTH");
	g_autofree char *text = NULL;
	size_t len;

	return path && file_read(path, FILE_MOST, &text, &len, NULL) ? crypt_ssh_key(text) : NULL;
}

static const char *term_checked(void)
{
	const char *term = getenv("TERM");

	if (term && strlen(term) <= TERM_MOST && !term[strspn(term, "abcdefghijklmnopqrstuvwxyz0123456789+-.")])
		return term;
	return "vt100";
}

static void add(GPtrArray *environment, const char *name, const char *value)
{
	if (value)
		g_ptr_array_add(environment, g_strdup_printf("%s=%s", name, value));
}

static GPtrArray *environment_new(const struct entry *entry)
{
	GPtrArray *environment = g_ptr_array_new();

	add(environment, "TERM", term_checked());
	add(environment, "LANG", "C.UTF-8");
	add(environment, "BLOTTER_STORE", entry->store);
	add(environment, "BLOTTER_USER", entry->user);
	add(environment, "BLOTTER_ONLY", entry->user);
	add(environment, "SSH_CONNECTION", getenv("SSH_CONNECTION"));
	add(environment, "SSH_USER_AUTH", getenv("SSH_USER_AUTH"));
	g_ptr_array_add(environment, NULL);
	return environment;
}

/* The caller may name the one verb, or nothing: not a word of theirs goes further. */
static bool asks_for_more(const struct entry *entry)
{
	const char *command = getenv("SSH_ORIGINAL_COMMAND");

	return command && (!entry->verb || !g_str_equal(command, entry->verb[0]));
}

static char **words_new(const struct entry *entry)
{
	GPtrArray *words = g_ptr_array_new();

	g_ptr_array_add(words, g_strdup(entry->program));
	for (char **word = entry->verb; word && *word; word++)
		g_ptr_array_add(words, g_strdup(*word));
	if (entry->verb)
		g_ptr_array_add(words, g_strdup(verb_word(entry->verb[0])));
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(words, FALSE);
}

static bool start(const char *path, GError **error)
{
	struct entry entry = { .program = g_strdup(BINDIR "/blotter") };
	g_autofree char *key = key_used();
	g_autoptr(GPtrArray) environment = NULL;

	if (!file_of_keys(&entry, path, key, error))
		return false;
	if (!key)
		return err_set(error, ERR_LOGIN, _("sshd does not say which key was used: set ExposeAuthInfo yes, and "
			       "sign in with a key"));
	if (!entry.user)
		return err_set(error, ERR_LOGIN, _("the key %s belongs to nobody here; ask your system operator"), key);
	if (asks_for_more(&entry))
		return err_set(error, ERR_LOGIN, _("no commands and no files here: sign in without one"));
	environment = environment_new(&entry);
	execve(entry.program, words_new(&entry), (char **)environment->pdata);
	return err_set(error, ERR_FAILED, _("cannot start \"%s\": %s"), entry.program, g_strerror(errno));
}

/* Only sshd's configuration gives the argument: whoever signs in cannot come here. */
static bool told_about_itself(const char *argument)
{
	if (argument && g_str_equal(argument, "--version"))
		puts("blotter-entry " PACKAGE_VERSION);
	else if (argument && g_str_equal(argument, "--help"))
		puts(_("usage: blotter-entry [FILE]\n"
		       "Run by sshd (ForceCommand): starts blotter for the person whose key was used. FILE names\n"
		       "the store and the keys. See DEPLOYMENT.md."));
	else
		return false;
	return true;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc == 2 && told_about_itself(argv[1]))
		return 0;
	crypt_init();
	if (argc > 2)
		err_set(&error, ERR_USAGE, _("one argument only: the file of keys"));
	else
		start(argc == 2 ? argv[1] : SYSCONFDIR "/blotter/keys", &error);
	fprintf(stderr, "%s: %s\n", err_word(error), error->message);
	return 1;
}
