#include "config.h"

#include "tests/vt.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

#define ARGS 16
#define MARKS 4			/* combining characters on a cell: two of each kind are let through */

enum state { GROUND, ESCAPE, CHARSET, CSI };
struct cell { gunichar text[1 + MARKS + 1]; };	/* [0] 0: the right half of a wide one */

/* What curses sends besides, for one that is no xterm. */
struct dialect {
	const char *type;
	bool shift_in, index;	/* SI, of sgr0; ESC D, for a line down */
	const char *modes[4];	/* "34h": of its own; "?0c": how the cursor looks */
};

struct vt {
	const struct dialect *dialect;
	int rows, columns, y, x, top, bottom, kept_y, kept_x;
	bool wraps;			/* the next character goes to the next line */
	struct cell *cells, *last;	/* last: where the last character stands */
	gunichar repeated;
	enum state state;
	char private;
	int args[ARGS], len;
	char bytes[8];			/* of a character that is not whole yet */
	size_t have;
	GString *wrong;
};

static void wrong(struct vt *vt, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void wrong(struct vt *vt, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_string_append_vprintf(vt->wrong, format, arguments);
	g_string_append_c(vt->wrong, '\n');
	va_end(arguments);
}

/* --- cells --- */

static struct cell *cell_at(const struct vt *vt, int y, int x)
{
	return &vt->cells[y * vt->columns + x];
}

static void blank(struct vt *vt, int y, int from, int to)
{
	for (int x = MAX(from, 0); x < MIN(to, vt->columns); x++)
		*cell_at(vt, y, x) = (struct cell){ { ' ' } };
}

static void copy_row(struct vt *vt, int to, int from)
{
	memcpy(cell_at(vt, to, 0), cell_at(vt, from, 0), (size_t)vt->columns * sizeof(struct cell));
}

/* n > 0: upwards, what comes in at the bottom is blank. */
static void scroll(struct vt *vt, int top, int n)
{
	int height = vt->bottom - top + 1;

	for (int i = 0; i < height; i++) {
		int y = n > 0 ? top + i : vt->bottom - i;
		int from = y + n;

		if (from >= top && from <= vt->bottom)
			copy_row(vt, y, from);
		else
			blank(vt, y, 0, vt->columns);
	}
}

static void move_to(struct vt *vt, int y, int x)
{
	vt->y = CLAMP(y, 0, vt->rows - 1);
	vt->x = CLAMP(x, 0, vt->columns - 1);
	vt->wraps = false;
}

static void line_feed(struct vt *vt)
{
	if (vt->y == vt->bottom)
		scroll(vt, vt->top, 1);
	else
		move_to(vt, vt->y + 1, vt->x);
}

static void shift(struct vt *vt, int n)
{
	struct cell *row = cell_at(vt, vt->y, 0);
	int left = vt->columns - vt->x, kept = MAX(left - ABS(n), 0);

	if (n > 0) {
		memmove(row + vt->columns - kept, row + vt->x, (size_t)kept * sizeof(struct cell));
		blank(vt, vt->y, vt->x, vt->x + n);
	} else {
		memmove(row + vt->x, row + vt->columns - kept, (size_t)kept * sizeof(struct cell));
		blank(vt, vt->y, vt->x + kept, vt->columns);
	}
}

static void add_mark(struct vt *vt, gunichar c)
{
	for (int i = 1; vt->last && i <= MARKS; i++) {
		if (vt->last->text[i])
			continue;
		vt->last->text[i] = c;
		return;
	}
	wrong(vt, "a combining U+%04X too many", c);
}

static void put(struct vt *vt, gunichar c)
{
	int width = wcwidth((wchar_t)c);

	if (vt_is_hostile(c) || width < 0)
		wrong(vt, "U+%04X as text", c);
	if (width < 0)
		return;
	if (width == 0) {
		add_mark(vt, c);
		return;
	}
	if (vt->wraps || vt->x + width > vt->columns) {
		line_feed(vt);
		move_to(vt, vt->y, 0);
	}
	vt->last = cell_at(vt, vt->y, vt->x);
	*vt->last = (struct cell){ { c } };
	for (int i = 1; i < width; i++)
		*cell_at(vt, vt->y, vt->x + i) = (struct cell){ { 0 } };
	vt->repeated = c;
	vt->wraps = vt->x + width >= vt->columns;
	vt->x = MIN(vt->x + width, vt->columns - 1);
}

/* --- sequences --- */

static int arg(const struct vt *vt, int i, int otherwise)
{
	return i < vt->len && vt->args[i] > 0 ? vt->args[i] : otherwise;
}

static void erase_screen(struct vt *vt, int how)
{
	if (how == 0)
		blank(vt, vt->y, vt->x, vt->columns);
	else
		blank(vt, vt->y, 0, vt->x + 1);
	for (int y = 0; y < vt->rows; y++)
		if (how == 2 || (how == 0 ? y > vt->y : y < vt->y))
			blank(vt, y, 0, vt->columns);
}

static void csi_cursor(struct vt *vt, char final)
{
	int n = arg(vt, 0, 1);

	switch (final) {
	case 'A': move_to(vt, vt->y - n, vt->x); break;
	case 'B': move_to(vt, vt->y + n, vt->x); break;
	case 'C': move_to(vt, vt->y, vt->x + n); break;
	case 'D': move_to(vt, vt->y, vt->x - n); break;
	case 'G': move_to(vt, vt->y, n - 1); break;
	case 'd': move_to(vt, n - 1, vt->x); break;
	default: move_to(vt, n - 1, arg(vt, 1, 1) - 1); break;
	}
}

static void csi_change(struct vt *vt, char final)
{
	int n = arg(vt, 0, 1), how = arg(vt, 0, 0);

	switch (final) {
	case '@': shift(vt, n); break;
	case 'P': shift(vt, -n); break;
	case 'X': blank(vt, vt->y, vt->x, vt->x + n); break;
	case 'K': blank(vt, vt->y, how == 0 ? vt->x : 0, how == 1 ? vt->x + 1 : vt->columns); break;
	case 'J': erase_screen(vt, how); break;
	case 'L': scroll(vt, vt->y, -n); break;
	case 'M': scroll(vt, vt->y, n); break;
	case 'S': scroll(vt, vt->top, n); break;
	case 'T': scroll(vt, vt->top, -n); break;
	default:
		while (n-- > 0)
			put(vt, vt->repeated);
	}
}

/* Which modes curses sets and takes back for an xterm. */
static void csi_mode(struct vt *vt, char final)
{
	static const int modes[] = { 1, 7, 12, 25, 1000, 1006, 1034, 1049, 2004 };
	bool known = false;

	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++)
		known = known || (vt->private == '?' && arg(vt, 0, 0) == modes[i]);
	if (!known && !(vt->private == 0 && arg(vt, 0, 0) == 4 && final == 'l'))
		wrong(vt, "CSI %c %d %c", vt->private ? vt->private : ' ', arg(vt, 0, 0), final);
	if (arg(vt, 0, 0) == 1049)
		erase_screen(vt, 2);
}

static bool speaks(const struct vt *vt, char final)
{
	char sequence[16];

	g_snprintf(sequence, sizeof(sequence), "%s%d%c", vt->private == '?' ? "?" : "", vt->args[0], final);
	return vt->dialect && vt->len == 1 && g_strv_contains(vt->dialect->modes, sequence);
}

static void csi(struct vt *vt, char final)
{
	vt->state = GROUND;
	if (speaks(vt, final))
		return;
	if (final == 'h' || final == 'l')
		csi_mode(vt, final);
	else if (vt->private)
		wrong(vt, "CSI %c %d %c", vt->private, arg(vt, 0, 0), final);
	else if (strchr("ABCDGdH", final))
		csi_cursor(vt, final);
	else if (strchr("@PXKJLMSTb", final))
		csi_change(vt, final);
	else if (final == 'r') {
		vt->top = MIN(arg(vt, 0, 1), vt->rows) - 1;
		vt->bottom = MIN(arg(vt, 1, vt->rows), vt->rows) - 1;
		move_to(vt, 0, 0);
		vt->bottom = MAX(vt->bottom, vt->top);
	} else if (final == 't' && vt->len == 3 && (vt->args[0] == 22 || vt->args[0] == 23) && !vt->args[1])
		return;	/* smcup and rmcup keep the title */
	else if (final != 'm')
		wrong(vt, "CSI %d %c", arg(vt, 0, 0), final);
}

static void escape(struct vt *vt, char c)
{
	vt->state = GROUND;
	if (c == '[') {
		vt->state = CSI;
		vt->private = 0;
		vt->len = 1;
		memset(vt->args, 0, sizeof(vt->args));
	} else if (c == '(' || c == ')') {
		vt->state = CHARSET;
	} else if (c == 'M') {
		if (vt->y == vt->top)
			scroll(vt, vt->top, -1);
		else
			move_to(vt, vt->y - 1, vt->x);
	} else if (c == 'D' && vt->dialect && vt->dialect->index) {
		line_feed(vt);
	} else if (c == '7') {
		vt->kept_y = vt->y;
		vt->kept_x = vt->x;
	} else if (c == '8') {
		move_to(vt, vt->kept_y, vt->kept_x);
	} else if (c != '=' && c != '>') {
		/* PuTTY's line feed, which no xterm is sent */
		if (c == 'D')
			line_feed(vt);
		wrong(vt, "ESC %02X", (unsigned char)c);
	}
}

static void csi_byte(struct vt *vt, char c)
{
	if (c >= '0' && c <= '9')
		vt->args[vt->len - 1] = MIN(vt->args[vt->len - 1] * 10 + c - '0', 100000);
	else if (c == ';' && vt->len < ARGS)
		vt->len++;
	else if (c >= '<' && c <= '?')
		vt->private = c;
	else if (c >= '@' && c <= '~')
		csi(vt, c);
	else
		wrong(vt, "%02X within CSI", (unsigned char)c);
}

static void control(struct vt *vt, char c)
{
	if (c == '\033')
		vt->state = ESCAPE;
	else if (c == '\r')
		move_to(vt, vt->y, 0);
	else if (c == '\b')
		move_to(vt, vt->y, vt->x - 1);
	else if (c == '\n')
		line_feed(vt);
	else if (c == '\t')
		move_to(vt, vt->y, (vt->x / 8 + 1) * 8);
	else if (c != '\017' || !vt->dialect || !vt->dialect->shift_in)
		wrong(vt, "control %02X", (unsigned char)c);
}

static void text_byte(struct vt *vt, char c)
{
	gunichar whole;

	vt->bytes[vt->have++] = c;
	whole = g_utf8_get_char_validated(vt->bytes, (gssize)vt->have);
	if (whole == (gunichar)-2 && vt->have < sizeof(vt->bytes))
		return;
	if (whole >= (gunichar)-2)
		wrong(vt, "%02X, which is no UTF-8", (unsigned char)vt->bytes[0]);
	else
		put(vt, whole);
	vt->have = 0;
}

static void feed(struct vt *vt, char c)
{
	if (vt->state == ESCAPE)
		escape(vt, c);
	else if (vt->state == CSI)
		csi_byte(vt, c);
	else if (vt->state == CHARSET)
		vt->state = GROUND;
	else if ((unsigned char)c < 0x20 || c == 0x7f)
		control(vt, c);
	else
		text_byte(vt, c);
}

/* --- for tests --- */

struct vt *vt_new(int rows, int columns)
{
	struct vt *vt = g_new0(struct vt, 1);

	vt->rows = rows;
	vt->columns = columns;
	vt->bottom = rows - 1;
	vt->cells = g_new0(struct cell, (size_t)(rows * columns));
	vt->wrong = g_string_new(NULL);
	erase_screen(vt, 2);
	return vt;
}

gboolean vt_speak(struct vt *vt, const char *type)
{
	static const struct dialect dialects[] = {
		{ "xterm-256color", false, false, { NULL } },
		{ "linux", true, false, { "?0c", "?1c", "?8c", NULL } },
		{ "vt100", true, false, { NULL } },
		{ "screen", true, false, { "34h", "34l", NULL } },
		{ "rxvt", true, false, { "?47h", "?47l", NULL } },
		{ "putty", true, true, { NULL } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
		if (strcmp(dialects[i].type, type) == 0)
			vt->dialect = &dialects[i];
	return vt->dialect != NULL;
}

void vt_free(struct vt *vt)
{
	g_free(vt->cells);
	g_string_free(vt->wrong, TRUE);
	g_free(vt);
}

void vt_feed(struct vt *vt, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		feed(vt, bytes[i]);
}

char *vt_row(const struct vt *vt, int y)
{
	GString *row = g_string_new(NULL);

	for (int x = 0; x < vt->columns; x++)
		for (int i = 0; cell_at(vt, y, x)->text[i]; i++)
			g_string_append_unichar(row, cell_at(vt, y, x)->text[i]);
	g_string_truncate(row, strlen(g_strchomp(row->str)));
	return g_string_free(row, FALSE);
}

const char *vt_wrong(const struct vt *vt)
{
	return vt->wrong->str;
}

gboolean vt_is_hostile(gunichar c)
{
	static const gunichar ranges[][2] = {
		{ 0x7f, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x61c, 0x61c }, { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
		{ 0x3164, 0x3164 }, { 0xd800, 0xf8ff }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff9, 0xfffb }, { 0x1d173, 0x1d17a }, { 0xe0000, 0x10ffff },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return TRUE;
	return FALSE;
}

char *vt_not_plain(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		gunichar c = g_utf8_get_char_validated(bytes + i, (gssize)(len - i));

		if (c >= (gunichar)-2)
			return g_strdup_printf("byte %zu is no UTF-8: %02X", i, (unsigned char)bytes[i]);
		bool ends = c == '\n' || (c == '\r' && i + 1 < len && bytes[i + 1] == '\n');

		if ((c < 0x20 && !ends) || vt_is_hostile(c))
			return g_strdup_printf("byte %zu is U+%04X, after %.40s", i, c, bytes + (i > 40 ? i - 40 : 0));
		i += (size_t)g_unichar_to_utf8(c, NULL);
	}
	return NULL;
}
