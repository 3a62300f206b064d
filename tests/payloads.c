#include "tests/payloads.h"

/* … of OSC, ended by BEL, ST and the 8-bit ST */
static const char *const commands[] = {
	"0;owned", "1;owned", "2;owned", "4;1;?", "7;file://owned/",
	"8;;https://owned.example/", "9;owned", "10;?", "11;?",
	"12;?", "13;?", "17;?", "22;owned", "50;owned", "52;c;?", "52;c;b3duZWQ=",
	"104", "133;A", "777;notify;a;b",
	"1337;File=inline=1:b3duZWQ=", "1337;SetMark", "L;owned", "l;owned", "P0ff0000",
};

/* … of CSI, as they stand */
static const char *const sequences[] = {
	"2J", "3J", "H", "1;1H", "6n", "5n", "?6n", "c", ">c", "=c", ">0q", "?1049h",
	"?1049l", "?47h", "?25l", "?1000h",
	"?1003h", "?2004h", "?5h", "?3h", "20h", "4h", "2;5r", "r", "8m", "5m", "7m",
	"31;41m", "38;2;255;0;0m",
	"21t", "20t", "11t", "14t", "18t", "19t", "8;1;1t", "22;2t", "23;2t",
	"1;2;3;4;5;6*y", "!p", "1$}", "?1$p", "2 q",
	"x", "1x", "0;0;1;1;80;24$r", "65;1;1;9;9$x", "1$z", "5i", "4i", "?5i", "10S",
	"10T", "99b", "s", "u", "1;2'z",
	"?1;0;256S", ">4;2m", "=1;1u", "0'{", "7;1R", "200~", "201~",
};

static const char *const strings[] = {
	"\033P$qm\033\\", "\033P+q544e\033\\", "\033Pq#0;2;0;0;0~~\033\\",
	"\033P1000p\033\\", "\033P=1s\033\\",
	"\033Ptmux;\033\033]0;owned\007\033\\", "\033_Ga=q;owned\033\\",
	"\033^owned\033\\", "\033Xowned\033\\",
	"\302\220$qm\302\234", "\302\2350;owned\302\234", "\302\237owned\302\234",
	"\302\236owned\302\234",
	"\302\230owned\302\234", "\033kowned\033\\", "\033#8", "\033%G", "\033%@",
	"\033 F", "\033 G", "\033(0lqk",
	"\016lqk\017", "\033[\033[2J", "\033[2\0302J", "\033[2\0322J",
	"\033]0;a\033]0;b\007", "\r\nfake line", "\rfront",
	"\b\b\bback", "\t\ttab", "a\vb", "a\fb", "\r\033[Kgone",
};

/* What reorders, hides, joins or stands for nothing. */
static const gunichar signs[] = {
	0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
	0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067,
	0x2068, 0x2069, 0x206a, 0x206f, 0x3164, 0xe000, 0xf8ff, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffa, 0xfffb,
	0x1d173, 0xe0001, 0xe0020, 0xe0041, 0xe007f, 0xe0100, 0xe01ef, 0xf0000, 0x10fffd,
};

const char *const payloads_broken[] = {
	"\233" "2J", "\2330m", "\2356n", "\235" "0;owned\234", "\220$qm\234",
	"\237x\234", "\205", "\215", "\217",
	"\300\233", "\301\233" "2J", "\340\200\233", "\340\202\233", "\360\200\200\233",
	"\370\200\200\200\233",
	"\300\200", "\300\212", "\355\240\200", "\355\277\277", "\364\220\200\200",
	"\377", "\376", "\302", "\342\200",
	"\360\237\230", "\200", "\277", "a\302(b", NULL
};

static void add(GPtrArray *all, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add(GPtrArray *all, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(all, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static void add_controls(GPtrArray *all)
{
	for (int c = 1; c < 0x20; c++)
		add(all, "a%cb", c);
	add(all, "a\177b");
	for (int c = 0x80; c < 0xa0; c++)
		add(all, "a\302%cb", c);
	for (int c = 0x30; c < 0x7f; c++)
		add(all, "\033%cx", c);
	for (int c = '@'; c <= '~'; c++) {
		add(all, "\033[7%cx", c);
		add(all, "\033[?7%cx", c);
	}
}

static void add_chains(GPtrArray *all)
{
	static const char *const marks[] = { "\314\201", "\314\243", "\342\203\235", "\340\270\264", "\331\213" };

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		g_autoptr(GString) chain = g_string_new("e");

		for (int n = 0; n < 40; n++)
			g_string_append(chain, marks[i]);
		add(all, "%s", chain->str);
		add(all, "%s alone", marks[i]);
	}
}

GPtrArray *payloads_new(void)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	add_controls(all);
	add_chains(all);
	for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
		add(all, "\033[%sx", sequences[i]);
		add(all, "\302\233%sx", sequences[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		add(all, "\033]%s\007", commands[i]);
		add(all, "\033]%s\033\\", commands[i]);
		add(all, "\302\235%s\302\234", commands[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		add(all, "%s", strings[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		char sign[8] = { 0 };

		g_unichar_to_utf8(signs[i], sign);
		add(all, "exe.%sgpj", sign);
		add(all, "%s%s%s", sign, sign, sign);
	}
	return all;
}
