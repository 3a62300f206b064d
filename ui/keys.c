/* Names of keys. */
#include "ui/keys.h"

#include <string.h>

static const struct {
	const char *name;
	int key;
} names[] = {
	{ "Enter", PRESS_ENTER }, { "Esc", PRESS_ESC }, { "Tab", PRESS_TAB }, { "Space", ' ' },
	{ "Backspace", PRESS_BACKSPACE }, { "Delete", PRESS_DELETE }, { "Insert", PRESS_INSERT },
	{ "Up", PRESS_UP }, { "Down", PRESS_DOWN }, { "Left", PRESS_LEFT }, { "Right", PRESS_RIGHT },
	{ "Home", PRESS_HOME }, { "End", PRESS_END }, { "PgUp", PRESS_PAGE_UP },
	{ "PgDn", PRESS_PAGE_DOWN }, { "PageUp", PRESS_PAGE_UP }, { "PageDown", PRESS_PAGE_DOWN },
	{ "F1", PRESS_F1 }, { "F2", PRESS_F2 }, { "F3", PRESS_F3 }, { "F4", PRESS_F4 },
	{ "F5", PRESS_F5 }, { "F6", PRESS_F6 }, { "F7", PRESS_F7 }, { "F8", PRESS_F8 },
	{ "F9", PRESS_F9 }, { "F10", PRESS_F10 }, { "F11", PRESS_F11 }, { "F12", PRESS_F12 },
	{ "Paste", PRESS_PASTE },
};

/* "^S": Ctrl with a character of the second ASCII column. */
static int control_parse(const char *name)
{
	char letter = g_ascii_tolower(name[0]);

	if (name[1])
		return PRESS_NONE;
	if (g_ascii_islower(letter) || (letter && strchr(" \\]^_", letter)))
		return PRESS_CTRL | letter;
	return PRESS_NONE;
}

static int plain_parse(const char *name)
{
	gunichar code;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (!strcmp(name, names[i].name))
			return names[i].key;
	code = g_utf8_get_char_validated(name, -1);
	if (code <= ' ' || code >= 0x110000 || code == 0x7f || *g_utf8_next_char(name))
		return PRESS_NONE;
	return (int)code;
}

int key_parse(const char *name)
{
	int modifiers = 0;
	int key;

	for (; name[0] && name[1] == '-' && name[2]; name += 2) {
		if (name[0] == 'C')
			modifiers |= PRESS_CTRL;
		else if (name[0] == 'M')
			modifiers |= PRESS_META;
		else if (name[0] == 'S')
			modifiers |= PRESS_SHIFT;
		else
			return PRESS_NONE;
	}
	key = name[0] == '^' && name[1] ? control_parse(name + 1) : plain_parse(name);
	if (key == PRESS_NONE)
		return PRESS_NONE;
	if (key < PRESS_ENTER && (modifiers & PRESS_CTRL)) {
		key = control_parse(key == ' ' ? " " : name);
		if (key == PRESS_NONE)
			return PRESS_NONE;
	}
	/* a terminal does not tell Shift for what is typed: it sends the other character */
	if (key < PRESS_ENTER && (modifiers & PRESS_SHIFT))
		return PRESS_NONE;
	return key | modifiers;
}

char *key_label(int key)
{
	int plain = key & ~(PRESS_CTRL | PRESS_META | PRESS_SHIFT);
	GString *name = g_string_new(NULL);

	if (key & PRESS_META)
		g_string_append(name, "M-");
	if (key & PRESS_SHIFT)
		g_string_append(name, "S-");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (names[i].key != plain)
			continue;
		if (key & PRESS_CTRL)
			g_string_append(name, "C-");
		g_string_append(name, names[i].name);
		return g_string_free(name, FALSE);
	}
	if (key & PRESS_CTRL) {
		g_string_append_c(name, '^');
		g_string_append_c(name, g_ascii_toupper((char)plain));
	} else if (plain) {
		g_string_append_unichar(name, (gunichar)plain);
	}
	return g_string_free(name, FALSE);
}
