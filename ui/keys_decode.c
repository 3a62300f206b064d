/* Bytes of a terminal to events: strict UTF-8, the escape sequences we know, paste. Whatever else
 * a terminal sends (answers, reports, unknown sequences) is dropped whole. */
#include "ui/keys.h"

#include "src/base/secret.h"

#include <string.h>

#define ESC 0x1b
#define PASTE_MAX (1024 * 1024)		/* bytes kept; the rest of a paste is dropped */
#define PASTE_FIRST 4096
static const char paste_end[] = "\033[201~";

enum mode { MODE_KEYS, MODE_PASTE, MODE_STRING /* OSC, DCS …: until ST or BEL */ };

struct decoder {
	enum mode mode;
	bool expired;
	size_t start, len;	/* what is left in in[] */
	char in[4096];
	char text[8];		/* of the last TEXT */
	char *paste;
	size_t paste_len, paste_room;
	size_t matched;		/* bytes of paste_end seen */
	bool told;		/* the paste was handed out */
	int y, x;		/* of the last MOUSE */
};

struct decoder *decoder_new(void)
{
	return secret_new(sizeof(struct decoder));
}

static void paste_forget(struct decoder *decoder)
{
	secret_free(decoder->paste);
	decoder->paste = NULL;
	decoder->paste_len = decoder->paste_room = decoder->matched = 0;
	decoder->told = false;
}

void decoder_wipe(struct decoder *decoder)
{
	if (!decoder)
		return;
	paste_forget(decoder);
	secret_wipe(decoder, sizeof(*decoder));
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	paste_forget(decoder);
	secret_free(decoder);
}

size_t decoder_feed(struct decoder *decoder, const char *bytes, size_t len)
{
	size_t left = decoder->len - decoder->start;

	memmove(decoder->in, decoder->in + decoder->start, left);
	secret_wipe(decoder->in + left, sizeof(decoder->in) - left);
	decoder->start = 0;
	decoder->len = left;
	decoder->expired = false;
	len = MIN(len, sizeof(decoder->in) - left);
	memcpy(decoder->in + left, bytes, len);
	decoder->len += len;
	return len;
}

bool decoder_waits(const struct decoder *decoder)
{
	return decoder->start < decoder->len || decoder->mode == MODE_STRING;
}

void decoder_expire(struct decoder *decoder)
{
	decoder->expired = true;
	if (decoder->mode == MODE_STRING)
		decoder->mode = MODE_KEYS;
}

static void paste_put(struct decoder *decoder, char c)
{
	if (decoder->paste_len >= PASTE_MAX)
		return;
	if (decoder->paste_len == decoder->paste_room) {
		size_t room = MAX(decoder->paste_room * 2, PASTE_FIRST);
		char *more = secret_new(room);

		memcpy(more, decoder->paste ? decoder->paste : "", decoder->paste_len);
		secret_free(decoder->paste);
		decoder->paste = more;
		decoder->paste_room = room;
	}
	decoder->paste[decoder->paste_len++] = c;
}

/* Line ends become \n, other control characters go, bytes that are no UTF-8 become '?'. */
static void paste_clean(struct decoder *decoder)
{
	char *paste = decoder->paste;
	size_t len = decoder->paste_len, out = 0;

	for (size_t in = 0; in < len;) {
		gunichar code = g_utf8_get_char_validated(paste + in, (gssize)(len - in));
		size_t size = 1;

		if (paste[in] == '\r') {
			paste[out++] = '\n';
			in += in + 1 < len && paste[in + 1] == '\n' ? 2 : 1;
			continue;
		}
		if (code >= 0x110000) {
			paste[out++] = '?';
		} else {
			size = (size_t)g_unichar_to_utf8(code, NULL);
			if (paste[in] == '\n' || paste[in] == '\t' || (code >= ' ' && (code < 0x7f || code >= 0xa0))) {
				memmove(paste + out, paste + in, size);
				out += size;
			}
		}
		in += size;
	}
	secret_wipe(paste + out, len - out);
	decoder->paste_len = out;
}

static bool paste_next(struct decoder *decoder, struct event *event)
{
	while (decoder->start < decoder->len) {
		char c = decoder->in[decoder->start++];

		if (c == paste_end[decoder->matched]) {
			if (!paste_end[++decoder->matched])
				break;
			continue;
		}
		for (size_t i = 0; i < decoder->matched; i++)
			paste_put(decoder, paste_end[i]);
		decoder->matched = c == ESC;
		if (!decoder->matched)
			paste_put(decoder, c);
	}
	if (paste_end[decoder->matched])
		return false;
	decoder->mode = MODE_KEYS;
	if (!decoder->paste) {
		decoder->matched = 0;
		return false;
	}
	paste_clean(decoder);
	*event = (struct event){ EVENT_PASTE, PRESS_NONE, decoder->paste, decoder->paste_len };
	decoder->told = true;
	return true;
}

static int control_key(unsigned char c)
{
	switch (c) {
	case '\b':
	case 0x7f:
		return PRESS_BACKSPACE;
	case '\t':
		return PRESS_TAB;
	case '\n':
	case '\r':
		return PRESS_ENTER;
	case 0:
		return PRESS_CTRL | ' ';
	case ESC:
		return PRESS_ESC;
	}
	return PRESS_CTRL | (c < 27 ? c + 'a' - 1 : c + '@');
}

/* Of "\033[…X" and "\033OX". */
static int letter_key(char letter)
{
	switch (letter) {
	case 'A':
		return PRESS_UP;
	case 'B':
		return PRESS_DOWN;
	case 'C':
		return PRESS_RIGHT;
	case 'D':
		return PRESS_LEFT;
	case 'F':
		return PRESS_END;
	case 'H':
		return PRESS_HOME;
	case 'P':
	case 'Q':
	case 'S':
		return PRESS_F1 + letter - 'P';
	case 'Z':
		return PRESS_SHIFT | PRESS_TAB;
	}
	return PRESS_NONE;
}

/* Of "\033[N~". */
static int number_key(unsigned number)
{
	static const struct {
		unsigned number;
		int key;
	} keys[] = {
		{ 1, PRESS_HOME }, { 2, PRESS_INSERT }, { 3, PRESS_DELETE }, { 4, PRESS_END },
		{ 5, PRESS_PAGE_UP }, { 6, PRESS_PAGE_DOWN }, { 7, PRESS_HOME }, { 8, PRESS_END },
		{ 11, PRESS_F1 }, { 12, PRESS_F2 }, { 13, PRESS_F3 }, { 14, PRESS_F4 },
		{ 15, PRESS_F5 }, { 17, PRESS_F6 }, { 18, PRESS_F7 }, { 19, PRESS_F8 },
		{ 20, PRESS_F9 }, { 21, PRESS_F10 }, { 23, PRESS_F11 }, { 24, PRESS_F12 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (keys[i].number == number)
			return keys[i].key;
	return PRESS_NONE;
}

static int modifiers(unsigned parameter)
{
	unsigned bits = parameter ? parameter - 1 : 0;

	return (bits & 1 ? PRESS_SHIFT : 0) | (bits & 2 ? PRESS_META : 0) | (bits & 4 ? PRESS_CTRL : 0);
}

/* As rxvt says them: "\033[7^". */
static int modifiers_of(char final)
{
	return final == '^' ? PRESS_CTRL : final == '$' ? PRESS_SHIFT : final == '@' ? PRESS_CTRL | PRESS_SHIFT : 0;
}

/* text: from after "\033["; final is its last byte. */
static int sequence_key(struct decoder *decoder, const char *text, const char *final)
{
	unsigned numbers[3] = { 0 };
	bool plain = text == final;
	size_t n = 0;
	int key, with;

	for (; text < final; text++) {
		if (g_ascii_isdigit(*text))
			numbers[n] = MIN(numbers[n] * 10 + (unsigned)(*text - '0'), 10000);
		else if (*text != ';' || ++n >= G_N_ELEMENTS(numbers))
			return PRESS_NONE;
	}
	if (*final == '~' && numbers[0] == 200 && n == 0) {
		paste_forget(decoder);
		decoder->mode = MODE_PASTE;
		return PRESS_NONE;
	}
	with = n ? modifiers(numbers[1]) : modifiers_of(*final);
	if (*final == '~' || (n == 0 && with)) {
		key = number_key(numbers[0]);
	} else if (plain && *final >= 'a' && *final <= 'd') {
		key = letter_key(g_ascii_toupper(*final));
		with = PRESS_SHIFT;
	} else {
		key = n == 0 || numbers[0] == 1 ? letter_key(*final) : PRESS_NONE;
	}
	return key == PRESS_NONE || n > 1 ? PRESS_NONE : key | with;
}

/* "\033OX": arrows and F keys; the number pad when an application asks for it, whose letters are its signs and
 * digits one column on; rxvt's arrows with Ctrl; and Konsole's "\033O2P" with Shift. */
static size_t take_pad(const char *text, size_t len, int *key)
{
	size_t at = len > 2 && text[2] >= '1' && text[2] <= '9' ? 3 : 2;
	char letter = len > at ? text[at] : '\0';

	if (len <= at)
		return 0;
	if (letter == 'M')
		*key = PRESS_ENTER;
	else if (letter >= 'a' && letter <= 'd')
		*key = PRESS_CTRL | letter_key(g_ascii_toupper(letter));
	else if (letter >= 'j' && letter <= 'y')
		*key = letter - 'j' + '*';
	else
		*key = letter == 'R' ? PRESS_F3 : letter_key(letter);
	if (at == 3 && *key != PRESS_NONE)
		*key |= modifiers((unsigned)(text[2] - '0'));
	return at + 1;
}

/* The left button going down, and the wheel; all else a mouse does is nothing. */
static int mouse_key(struct decoder *decoder, unsigned button, unsigned x, unsigned y)
{
	decoder->x = (int)x - 1;
	decoder->y = (int)y - 1;
	if (!x || !y)
		return PRESS_NONE;
	return button == 0 ? PRESS_CLICK : button == 64 ? PRESS_WHEEL_UP : button == 65 ? PRESS_WHEEL_DOWN : PRESS_NONE;
}

/* text: from after "\033[<", "0;12;5M"; final is its last byte, m when the button goes up. */
static int sgr_mouse(struct decoder *decoder, const char *text, const char *final)
{
	unsigned numbers[3] = { 0 };
	size_t n = 0;

	for (; text < final; text++) {
		if (g_ascii_isdigit(*text))
			numbers[n] = MIN(numbers[n] * 10 + (unsigned)(*text - '0'), 10000);
		else if (*text != ';' || ++n >= G_N_ELEMENTS(numbers))
			return PRESS_NONE;
	}
	return *final == 'M' && n == 2 ? mouse_key(decoder, numbers[0], numbers[1], numbers[2]) : PRESS_NONE;
}

/* "\033[": parameters, intermediates, final. Returns the bytes it takes, 0 when more must come. */
static size_t take_sequence(struct decoder *decoder, const char *text, size_t len, int *key)
{
	size_t i = 2;

	/* the Linux console's F1 to F5 */
	if (len > 2 && text[2] == '[') {
		if (len > 3 && text[3] >= 'A' && text[3] <= 'E')
			*key = PRESS_F1 + text[3] - 'A';
		return len > 3 ? 4 : 0;
	}
	while (i < len && g_ascii_isdigit(text[i]))
		i++;
	/* rxvt's Shift: it ends there, though a '$' should not */
	if (i == 2 || i == len || text[i] != '$')
		while (i < len && text[i] >= 0x20 && text[i] <= 0x3f)
			i++;
	if (i == len)
		return 0;
	if (text[i] != '$' && (text[i] < 0x40 || text[i] > 0x7e))
		return i; /* broken off: what broke it is looked at by itself */
	/* a terminal that knows only the older way to tell of its mouse: three bytes, which are no keys */
	if (i == 2 && text[i] == 'M') {
		if (len < 6)
			return 0;
		*key = mouse_key(decoder, (unsigned char)text[3] - 32U, (unsigned char)text[4] - 32U,
				 (unsigned char)text[5] - 32U);
		return 6;
	}
	if (text[2] == '<')
		*key = sgr_mouse(decoder, text + 3, text + i);
	else
		*key = sequence_key(decoder, text + 2, text + i);
	return i + 1;
}

static size_t take_character(struct decoder *decoder, const char *text, size_t len, int *key)
{
	gunichar code = g_utf8_get_char_validated(text, (gssize)len);

	if (code == (gunichar)-2 && !decoder->expired)
		return 0;
	if (code >= 0x110000)
		return 1;
	if (code < ' ' || code == 0x7f)
		*key = control_key((unsigned char)code);
	else if (code < 0x7f || code >= 0xa0)
		*key = (int)code;
	return (size_t)g_unichar_to_utf8(code, NULL);
}

static size_t take_escape(struct decoder *decoder, const char *text, size_t len, int *key)
{
	size_t size;

	if (len == 1 || text[1] == ESC) {
		if (len == 1 && !decoder->expired)
			return 0;
		*key = PRESS_ESC;
		return 1;
	}
	if (text[1] == '[')
		size = take_sequence(decoder, text, len, key);
	else if (text[1] == 'O')
		size = take_pad(text, len, key);
	else if (strchr("]P_^X", text[1]) && text[1] && !decoder->expired) {
		if (len > 2)
			decoder->mode = MODE_STRING;
		return len > 2 ? 2 : 0;
	} else {
		size = take_character(decoder, text + 1, len - 1, key);
		/* Shift-Tab of the Linux console */
		if (*key == PRESS_TAB)
			*key |= PRESS_SHIFT;
		else if (*key != PRESS_NONE)
			*key |= PRESS_META;
		return size ? size + 1 : 0;
	}
	if (!size && decoder->expired)
		return len;
	return size;
}

static void skip_string(struct decoder *decoder)
{
	while (decoder->start < decoder->len) {
		const char *text = decoder->in + decoder->start;
		size_t len = decoder->len - decoder->start;

		if (*text == ESC && len == 1 && !decoder->expired)
			return;
		decoder->start += *text == ESC && len > 1 && text[1] == '\\' ? 2 : 1;
		if (*text == '\a' || *text == ESC) {
			decoder->mode = MODE_KEYS;
			return;
		}
	}
}

static void forget_last(struct decoder *decoder)
{
	secret_wipe(decoder->text, sizeof(decoder->text));
	if (decoder->told)
		paste_forget(decoder);
}

bool decoder_next(struct decoder *decoder, struct event *event)
{
	forget_last(decoder);
	*event = (struct event){ EVENT_NONE };
	while (decoder->start < decoder->len) {
		const char *text = decoder->in + decoder->start;
		size_t len = decoder->len - decoder->start, size;
		int key = PRESS_NONE;

		if (decoder->mode == MODE_PASTE) {
			if (paste_next(decoder, event))
				return true;
			continue;
		}
		if (decoder->mode == MODE_STRING) {
			skip_string(decoder);
			if (decoder->mode == MODE_STRING)
				return false;
			continue;
		}
		size = *text == ESC ? take_escape(decoder, text, len, &key) :
				      take_character(decoder, text, len, &key);
		if (!size)
			return false;
		decoder->start += size;
		if (key == PRESS_NONE)
			continue;
		*event = (struct event){ EVENT_KEY, key };
		if (key >= PRESS_CLICK && key <= PRESS_WHEEL_DOWN)
			*event = (struct event){ EVENT_MOUSE, key, .y = decoder->y, .x = decoder->x };
		if (key < PRESS_ENTER) {
			event->kind = EVENT_TEXT;
			event->len = (size_t)g_unichar_to_utf8((gunichar)key, decoder->text);
			event->text = decoder->text;
		}
		return true;
	}
	return false;
}
