#include "tests/fuzz/mutate.h"

#include <stdint.h>

#define LONGEST 16384

static void splice(GByteArray *input, GRand *rand, GPtrArray *corpus)
{
	GBytes *other = corpus->pdata[g_rand_int_range(rand, 0, (gint32)corpus->len)];
	size_t len;
	const uint8_t *bytes = g_bytes_get_data(other, &len);
	guint from, count;

	if (len == 0)
		return;
	from = (guint)g_rand_int_range(rand, 0, (gint32)len);
	count = (guint)g_rand_int_range(rand, 1, (gint32)MIN(len - from, 64) + 1);
	g_byte_array_append(input, bytes + from, count);
}

/* A copy first: the array may move while it grows. */
static void repeat(GByteArray *input, guint at, guint len)
{
	g_autofree uint8_t *copy = g_memdup2(input->data + at, len);

	g_byte_array_append(input, copy, len);
}

static void mutate(GByteArray *input, GRand *rand, GPtrArray *corpus)
{
	static const uint8_t odd[] = { 0, 1, 9, 10, 13, 27, '"', '\\', ':', ',', '{', '[', '-', '%', 0x7f, 0x80,
				       0x9b, 0xc2, 0xe2, 0xed, 0xf4, 0xff };
	guint at = input->len ? (guint)g_rand_int_range(rand, 0, (gint32)input->len) : 0;
	guint count = (guint)g_rand_int_range(rand, 1, 9);
	uint8_t byte = odd[g_rand_int_range(rand, 0, G_N_ELEMENTS(odd))];

	if (input->len == 0 || input->len > LONGEST) {
		g_byte_array_set_size(input, 0);
		splice(input, rand, corpus);
		return;
	}
	switch (g_rand_int_range(rand, 0, 6)) {
	case 0:
		input->data[at] ^= (uint8_t)(1 << g_rand_int_range(rand, 0, 8));
		break;
	case 1:
		input->data[at] = byte;
		break;
	case 2:
		g_byte_array_remove_range(input, at, MIN(count, input->len - at));
		break;
	case 3:
		repeat(input, at, MIN(count * 8, input->len - at));
		break;
	case 4:
		g_byte_array_set_size(input, at);
		break;
	default:
		splice(input, rand, corpus);
		break;
	}
}

GByteArray *mutant(GPtrArray *corpus, GRand *rand)
{
	size_t len;
	const void *bytes = g_bytes_get_data(corpus->pdata[g_rand_int_range(rand, 0, (gint32)corpus->len)], &len);
	GByteArray *input = g_byte_array_append(g_byte_array_new(), bytes, (guint)len);

	for (int i = g_rand_int_range(rand, 1, 8); i > 0; i--)
		mutate(input, rand, corpus);
	return input;
}
