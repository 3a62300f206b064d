#include "src/cli/out.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/tty.h"

static bool wraps;
static int failed;		/* errno of the first write to standard output that did; stdio keeps none */
static bool secret_lost;	/* one was not written */

static bool is_written(bool written)
{
	if ((!written || ferror(stdout)) && !failed)
		failed = errno;
	return !failed;
}

static void put(FILE *to, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_BLOCK);
	int width = wraps ? tty_width(fileno(to)) : 0;
	g_auto(GStrv) lines = width ? text_wrap(visible, width) : NULL;
	g_autofree char *wrapped = lines ? g_strjoinv("\n", lines) : NULL;

	is_written(fputs(wrapped ? wrapped : visible, to) >= 0 || to != stdout);
}

G_GNUC_PRINTF(2, 0)
static void put_line(FILE *to, const char *format, va_list args)
{
	g_autofree char *text = g_strdup_vprintf(format, args);

	put(to, text);
	fputc('\n', to);
}

void out_text(const char *text)
{
	put(stdout, text);
}

void out_line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_line(stdout, format, args);
	va_end(args);
}

void out_json(json_t *value)
{
	char *raw = json_dumps(value, JSON_COMPACT);
	g_autofree char *harmless = raw ? text_json_harmless(raw) : NULL;

	g_assert(harmless);	/* we built it: strings are valid UTF-8 */
	fputs(harmless, stdout);
	is_written(fputc('\n', stdout) >= 0);
	free(raw);
	json_decref(value);
}

void out_csv(const char *const *cells, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		g_autofree char *cell = text_csv(cells[i]);

		fprintf(stdout, "%s%s", i ? "," : "", cell);
	}
	is_written(fputs("\r\n", stdout) >= 0);
}

void out_secret(const char *text)
{
	secret_lost |= !is_written(fflush(stdout) == 0 && file_write_all(STDOUT_FILENO, text, strlen(text)));
	fputc('\n', stdout);
	out_flush();
}

bool out_flush(void)
{
	return is_written(fflush(stdout) == 0);
}

int out_width(void)
{
	return tty_width(STDOUT_FILENO);
}

void out_wrap(void)
{
	wraps = true;
}

int out_end(int code)
{
	if (out_flush())
		return code;
	fprintf(stderr, "failed: %s: %s\n", _("cannot write standard output"), g_strerror(failed));
	if (secret_lost)
		out_say("%s", _("The secret that was to be shown there is kept nowhere: have another one made."));
	return code ? code : EXIT_REFUSED;
}

void out_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_line(stderr, format, args);
	va_end(args);
}

void out_warn(const char *sentence, void *data)
{
	static char *last;

	(void)data;
	if (g_strcmp0(last, sentence) == 0)
		return;
	g_free(last);
	last = g_strdup(sentence);
	fflush(stdout);
	out_say("%s: %s", _("warning"), sentence);
}

int out_error(const GError *error, const char *about)
{
	enum err_kind kind = err_kind(error);

	fflush(stdout);
	if (about)
		out_say("%s: %s: %s", err_word(error), about, error->message);
	else
		out_say("%s: %s", err_word(error), error->message);
	if (kind == ERR_USAGE)
		return EXIT_MISUSED;
	return kind == ERR_WRONG ? EXIT_FOUND_WRONG : EXIT_REFUSED;
}
