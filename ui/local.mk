noinst_LIBRARIES += ui/libui.a
ui_libui_a_CPPFLAGS = $(SRC_CPPFLAGS) $(CURSES_CFLAGS)
# list: ui/*.[ch] ui/screens/*.[ch] !ui/shipped.c
ui_libui_a_SOURCES = \
	ui/buffer.c \
	ui/buffer.h \
	ui/colour.c \
	ui/colour.h \
	ui/column_choice.c \
	ui/column_choice.h \
	ui/columns.c \
	ui/columns.h \
	ui/command.c \
	ui/command.h \
	ui/commands.c \
	ui/commands.h \
	ui/conf.c \
	ui/conf.h \
	ui/dialog.c \
	ui/dialog.h \
	ui/dialog_tell.c \
	ui/dialog_tell.h \
	ui/drafts.c \
	ui/drafts.h \
	ui/draw.c \
	ui/draw.h \
	ui/edit.c \
	ui/edit.h \
	ui/field_input.c \
	ui/field_input.h \
	ui/field_input_draw.c \
	ui/field_input_internal.h \
	ui/form.c \
	ui/form.h \
	ui/form_commands.c \
	ui/form_draw.c \
	ui/form_internal.h \
	ui/form_spec.h \
	ui/frame.c \
	ui/frame.h \
	ui/guide.c \
	ui/guide.h \
	ui/help.c \
	ui/help.h \
	ui/help_words.c \
	ui/help_words.h \
	ui/keymap.c \
	ui/keymap.h \
	ui/keymap_internal.h \
	ui/keymap_read.c \
	ui/keys.c \
	ui/keys.h \
	ui/keys_check.c \
	ui/keys_check.h \
	ui/keys_decode.c \
	ui/line.c \
	ui/line.h \
	ui/list.c \
	ui/list.h \
	ui/list_commands.c \
	ui/list_draw.c \
	ui/list_filter.c \
	ui/list_internal.h \
	ui/list_show.c \
	ui/lock.c \
	ui/lock.h \
	ui/loop.c \
	ui/loop.h \
	ui/manual.c \
	ui/manual.h \
	ui/manual_page.c \
	ui/manual_page.h \
	ui/message.c \
	ui/message.h \
	ui/offers.c \
	ui/offers.h \
	ui/pager.c \
	ui/pager.h \
	ui/pager_commands.c \
	ui/pager_internal.h \
	ui/palette.c \
	ui/palette.h \
	ui/perform.c \
	ui/perform.h \
	ui/prefer.c \
	ui/prefer.h \
	ui/prompt.c \
	ui/prompt.h \
	ui/prompt_choice.c \
	ui/refused.c \
	ui/refused.h \
	ui/screen.c \
	ui/screen.h \
	ui/screens.c \
	ui/screens.h \
	ui/screens/alerts.c \
	ui/screens/all.h \
	ui/screens/audit.c \
	ui/screens/audit_jump.c \
	ui/screens/audit_jump.h \
	ui/screens/browse.c \
	ui/screens/browse.h \
	ui/screens/case.c \
	ui/screens/case_alerts.c \
	ui/screens/case_form.c \
	ui/screens/case_head.c \
	ui/screens/case_head.h \
	ui/screens/case_new.c \
	ui/screens/case_new.h \
	ui/screens/case_template.c \
	ui/screens/case_text.c \
	ui/screens/case_text.h \
	ui/screens/conflicts.c \
	ui/screens/detail.c \
	ui/screens/detail.h \
	ui/screens/home.c \
	ui/screens/home.h \
	ui/screens/home_look.c \
	ui/screens/login.c \
	ui/screens/login.h \
	ui/screens/merge.c \
	ui/screens/merge.h \
	ui/screens/password.c \
	ui/screens/people.c \
	ui/screens/preferences.c \
	ui/screens/queue.c \
	ui/screens/queue_views.c \
	ui/screens/queue_views.h \
	ui/screens/reports.c \
	ui/screens/roles.c \
	ui/screens/sessions.c \
	ui/screens/settings.c \
	ui/screens/templates.c \
	ui/screens/totp.c \
	ui/screens/work.c \
	ui/screens/work.h \
	ui/second.c \
	ui/second.h \
	ui/shipped.h \
	ui/start.c \
	ui/start.h \
	ui/task.c \
	ui/task.h \
	ui/term.c \
	ui/term.h \
	ui/theme.c \
	ui/theme.h \
	ui/theme_read.c \
	ui/theme_read.h \
	ui/tour.c \
	ui/tour.h \
	ui/typing.c \
	ui/typing.h \
	ui/ui.c \
	ui/ui.h \
	$(NULL)
nodist_ui_libui_a_SOURCES = ui/shipped.c

# keys, themes and what :manual shows: built in, and installed for people to read and override
# list: ui/keys.conf data/keys-*.conf data/themes/*.theme doc/*.[1-8] doc/GUIDE.md.in
SHIPPED = \
	data/keys-emacs.conf \
	data/keys-mc.conf \
	data/themes/contrast.theme \
	data/themes/dark.theme \
	data/themes/light.theme \
	data/themes/mono.theme \
	doc/GUIDE.md.in \
	doc/blotter.1 \
	doc/blotter.conf.5 \
	ui/keys.conf \
	$(NULL)
EXTRA_DIST += ui/embed.awk
CLEANFILES += ui/shipped.c
ui/shipped.c: $(SHIPPED) ui/embed.awk ui/local.mk
	$(AM_V_GEN)$(MKDIR_P) ui; args=; \
	for f in $(SHIPPED); do args="$$args $(srcdir)/$$f"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/ui/embed.awk $$args >$@.tmp </dev/null && mv -f $@.tmp $@
