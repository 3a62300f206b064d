#include "ui/screens/case_head.h"

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case_fields.h"
#include "src/rules/deadline.h"
#include "ui/columns.h"
#include "ui/screens/work.h"

#define GAP 3

static int say(struct canvas *canvas, int y, int x, enum paint paint, const char *text)
{
	if (!*text || x >= canvas->rect.width - 1)
		return x;
	return x + draw_text(canvas, y, x, canvas->rect.width - x - 1, paint, text) + GAP;
}

static void draw_what(struct canvas *canvas, const struct record *record)
{
	g_autofree char *severity = field_show(&case_object.fields[CASE_SEVERITY],
					       record_get(record, CASE_SEVERITY));
	g_autofree char *state = field_show(&case_object.fields[CASE_STATE],
					    record_get(record, CASE_STATE));
	g_autofree char *owner = NULL, *group = NULL, *offered = NULL, *cui = work_cui(record);
	int x = 1;

	owner = record_has(record, CASE_OWNER) ?
		g_strdup_printf(_("owner %s"), record_text(record, CASE_OWNER)) :
		g_strdup(_("no owner"));
	group = g_strdup_printf(_("group %s"), record_text(record, CASE_GROUP));
	if (record_has(record, CASE_OFFERED_TO))
		offered = g_strdup_printf("%s %s", draw_sign(canvas, SIGN_OFFERED),
					  record_text(record, CASE_OFFERED_TO));
	x = say(canvas, 0, x, theme_severity(record_get(record, CASE_SEVERITY)), severity);
	x = say(canvas, 0, x, PAINT_TITLE, state);
	x = say(canvas, 0, x, record_has(record, CASE_OWNER) ? PAINT_TEXT : PAINT_NEEDED, owner);
	x = say(canvas, 0, x, PAINT_TEXT, group);
	x = say(canvas, 0, x, PAINT_SOON, offered ? offered : "");
	if (record_is(record, CASE_RESTRICTED, "1"))
		x = say(canvas, 0, x, PAINT_CUI, _("RESTRICTED"));
	say(canvas, 0, x, PAINT_CUI, cui);
}

/* "21:14", with the day when it is another one. */
static char *by_when(int64_t due, int64_t now)
{
	g_autofree char *text = time_short(due), *today = time_short(now);
	bool same = g_str_has_prefix(text, "2") && !g_ascii_strncasecmp(text, today, 10);

	return g_strndup(text + (same ? 11 : 5), same ? 5 : 11);
}

/* brief: without the hour. */
static char *clock_text(const struct deadline *clock, const struct record *record, const struct canvas *canvas,
			int64_t now, bool brief, enum paint *paint)
{
	const char *name = _(clock->word);
	g_autofree char *when = by_when(clock->due, now), *span = NULL;

	*paint = PAINT_TEXT;
	if (deadline_missed(clock)) {
		*paint = PAINT_LATE;
		span = time_span(clock->stopped - clock->due);
		return clock->clock == CLOCK_DFARS_REPORT ? g_strdup_printf(_("DoD report filed %s late"), span) :
							    g_strdup_printf(_("%s %s late"), name, span);
	}
	if (!clock->running) {
		*paint = PAINT_OK;
		span = time_span(clock->stopped - clock->start);
		return g_strdup_printf("%s %s %s", name, span, draw_sign(canvas, SIGN_DONE));
	}
	span = clock->due > now && clock->due - now < COLUMN_SECONDS_MS ? column_seconds(clock->due - now) :
									  time_span(clock->due - now);
	if (deadline_overdue(clock, now)) {
		*paint = PAINT_LATE;
		return g_strdup_printf(_("LATE %s since %s"), name, span);
	}
	if (deadline_soon(clock, now))
		*paint = PAINT_SOON;
	/* nobody has seen it yet: the 72 hours may begin later (CONTRACT.md 3) */
	if (clock->clock == CLOCK_DFARS_REPORT && !record_has(record, CASE_T_DISCOVERED))
		return brief ? g_strdup_printf(_("%s in %s at earliest"), name, span) :
			       g_strdup_printf(_("%s at earliest %s (%s)"), name, when, span);
	if (brief)
		return g_strdup_printf(_("%s in %s"), name, span);
	return g_strdup_printf(_("%s by %s (%s)"), name, when, span);
}

/* What is late, what runs out, what runs, what is done: a narrow screen has no room for all. A report to the
 * DoD that was late stays late, and of what is pressing the law's clock comes first. */
static int rank_of(const struct deadline *clock, int64_t now)
{
	bool law = clock->clock == CLOCK_DFARS_REPORT;
	int rank = 3;

	if (deadline_overdue(clock, now) || (law && deadline_missed(clock)))
		rank = 0;
	else if (clock->running)
		rank = deadline_soon(clock, now) ? 1 : 2;
	return rank * 2 + (rank < 2 && !law);
}

/* Is there room for all that run? */
static bool has_room(const struct canvas *canvas, const struct record *record, const struct deadline *clocks,
		     int64_t now, bool brief)
{
	int x = 1;

	for (int i = 0; i < CLOCKS; i++) {
		g_autofree char *text = NULL;
		enum paint paint;

		if (!clocks[i].applies || !clocks[i].running)
			continue;
		text = clock_text(&clocks[i], record, canvas, now, brief, &paint);
		x += text_width(text) + GAP;
	}
	return x - GAP < canvas->rect.width;
}

static void draw_clocks(struct canvas *canvas, const struct record *record, int64_t now)
{
	struct deadline clocks[CLOCKS];
	bool brief;
	int x = 1;

	deadlines_of(record, clocks);
	brief = !has_room(canvas, record, clocks, now, false) && has_room(canvas, record, clocks, now, true);
	for (int rank = 0; rank < 8; rank++)
		for (int i = 0; i < CLOCKS; i++) {
			g_autofree char *text = NULL;
			enum paint paint;

			if (!clocks[i].applies || rank_of(&clocks[i], now) != rank ||
			    (!clocks[i].running && !clocks[i].stopped))
				continue;
			text = clock_text(&clocks[i], record, canvas, now, brief, &paint);
			if (x + text_width(text) < canvas->rect.width)
				x = say(canvas, 1, x, paint, text);
		}
	if (x == 1)
		say(canvas, 1, x, PAINT_DIM, _("no clock runs"));
}

void case_head_draw(struct ui *ui, struct canvas *canvas, const struct record *record)
{
	draw_what(canvas, record);
	draw_clocks(canvas, record, ui_now(ui));
}
