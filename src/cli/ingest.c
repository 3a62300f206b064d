#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/app/intake.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"

#define INGEST_MAX ((size_t)64 * 1024 * 1024)	/* of one file */

struct ingest {
	struct session *session;
	const char *format;
	struct intake_count count;
	unsigned unread;	/* files that could not be read */
};

static void say_bad(const char *file, unsigned line, const char *why, void *data)
{
	(void)data;
	out_say("%s:%u: %s", file, line, why);
}

/* False only when nothing more can be taken in. Takes fd over. */
static bool take_fd(struct ingest *ingest, int fd, const char *name, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) problem = NULL;
	size_t len;
	bool read = fd >= 0 && file_read_fd(fd, name, INGEST_MAX, &bytes, &len, &problem);

	if (fd < 0)
		out_say(_("%s: cannot be opened: %s"), name, g_strerror(errno));
	else if (!read)
		out_say("%s", problem->message);
	if (fd > STDERR_FILENO)
		close(fd);
	if (!read) {
		ingest->unread++;
		return true;
	}
	return intake_bytes(ingest->session, bytes, len, name, ingest->format, &ingest->count, say_bad, NULL,
			    error);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of the regular files in it, sorted. NULL with errno. */
static GPtrArray *list_files(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	GPtrArray *files;
	const char *name;

	if (!dir)
		return NULL;
	files = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(dir))) {
		char *file = g_build_filename(path, name, NULL);
		struct stat st;

		if (lstat(file, &st) == 0 && S_ISREG(st.st_mode))
			g_ptr_array_add(files, file);
		else
			g_free(file);
	}
	g_dir_close(dir);
	g_ptr_array_sort(files, by_name);
	return files;
}

static bool take_directory(struct ingest *ingest, const char *path, GError **error)
{
	g_autoptr(GPtrArray) files = list_files(path);

	if (!files)
		return take_fd(ingest, -1, path, error);
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);

		/* a link or a pipe may have come in its place since */
		if (!take_fd(ingest, open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK), file,
			     error))
			return false;
	}
	return true;
}

static bool take(struct ingest *ingest, const char *word, GError **error)
{
	struct stat st;

	if (strcmp(word, "-") == 0)
		return take_fd(ingest, STDIN_FILENO, "-", error);
	if (stat(word, &st) == 0 && S_ISDIR(st.st_mode))
		return take_directory(ingest, word, error);
	return take_fd(ingest, open(word, O_RDONLY | O_CLOEXEC | O_NOCTTY), word, error);
}

static void sum_up(const struct ingest *ingest, bool json)
{
	const struct intake_count *count = &ingest->count;
	unsigned aside = count->bad + ingest->unread;

	if (json)
		out_json(json_pack("{s:b,s:i,s:i,s:i,s:i}", "ok", aside == 0, "taken", (int)count->taken, "again",
				   (int)count->again, "cases", (int)count->cases, "bad", (int)aside));
	else
		out_line(ngettext("%u taken in, %u again, %u case made, %u set aside",
				  "%u taken in, %u again, %u cases made, %u set aside", count->cases),
			 count->taken, count->again, count->cases, aside);
}

static bool known_format(const char *name, GError **error)
{
	const char *label, *each;

	for (size_t i = 0; name && (each = intake_format(i, &label)); i++)
		if (strcmp(each, name) == 0)
			return true;
	return !name || err_set(error, ERR_USAGE, _("there is no format \"%s\"; `blotter ingest --help` lists them"),
				name);
}

int verb_ingest(const struct arguments *arguments)
{
	static const char *const standard_input[] = { "-", NULL };
	const char *const *words = arguments->words[0] ? arguments->words : standard_input;
	CLEANUP(session_close) struct session *session = NULL;
	struct ingest ingest = { .format = arguments->values[OPTION_FORMAT] };
	g_autoptr(GError) error = NULL;

	if (known_format(ingest.format, &error))
		session = ingest.session = signin_session(arguments, &error);
	for (size_t i = 0; session && !error && words[i]; i++)
		take(&ingest, words[i], &error);
	if (session && (!error || ingest.count.taken || ingest.count.again))
		sum_up(&ingest, option_given(arguments, OPTION_JSON));
	if (error)
		return out_error(error, NULL);
	return ingest.count.bad || ingest.unread ? EXIT_REFUSED : EXIT_DONE;
}
