# One convenience library for each layer. A layer's library list (BASE_LIBS…) says what its
# users link, users before used: it is the include law once more, for the linker.

noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_CPPFLAGS = $(SRC_CPPFLAGS) $(CRYPTO_CFLAGS) $(ARGON2_CFLAGS) $(UTF8PROC_CFLAGS) \
	$(OATH_CFLAGS) $(QRENCODE_CFLAGS) $(SECCOMP_CFLAGS)
src_base_libbase_a_CFLAGS = $(AM_CFLAGS) $(CONVERSION_CFLAGS)
# list: src/base/*.[ch]
src_base_libbase_a_SOURCES = \
	src/base/banned.h \
	src/base/child.c \
	src/base/child.h \
	src/base/clock.c \
	src/base/clock.h \
	src/base/clock_parse.c \
	src/base/confine.c \
	src/base/confine.h \
	src/base/crypt.h \
	src/base/crypt_box.c \
	src/base/crypt_cert.c \
	src/base/crypt_fips.c \
	src/base/crypt_hash.c \
	src/base/crypt_key.c \
	src/base/crypt_key.h \
	src/base/crypt_page.c \
	src/base/crypt_page.h \
	src/base/crypt_profile.c \
	src/base/crypt_profile.h \
	src/base/crypt_sign.c \
	src/base/crypt_stretch.c \
	src/base/diff.c \
	src/base/diff.h \
	src/base/err.c \
	src/base/err.h \
	src/base/file.c \
	src/base/file.h \
	src/base/file_internal.h \
	src/base/file_tree.c \
	src/base/file_unfinished.c \
	src/base/i18n.h \
	src/base/leak_check.h \
	src/base/passphrase.c \
	src/base/secret.c \
	src/base/secret.h \
	src/base/syslog.c \
	src/base/syslog.h \
	src/base/tell.h \
	src/base/text.c \
	src/base/text.h \
	src/base/text_code.c \
	src/base/text_code.h \
	src/base/text_width.c \
	src/base/totp.c \
	src/base/totp.h \
	src/base/warn.c \
	src/base/warn.h \
	$(NULL)
BASE_LIBS = src/base/libbase.a \
	$(CRYPTO_LIBS) $(ARGON2_LIBS) $(UTF8PROC_LIBS) $(ZXCVBN_LIBS) $(OATH_LIBS) \
	$(QRENCODE_LIBS) $(SECCOMP_LIBS) $(GLIB_LIBS) $(LIBINTL) -lm

noinst_LIBRARIES += src/rules/librules.a
src_rules_librules_a_CPPFLAGS = $(SRC_CPPFLAGS)
src_rules_librules_a_CFLAGS = $(AM_CFLAGS) $(CONVERSION_CFLAGS)
# list: src/rules/*.[ch]
src_rules_librules_a_SOURCES = \
	src/rules/accepted_conflict.c \
	src/rules/accepted_conflict.h \
	src/rules/access.c \
	src/rules/access.h \
	src/rules/action.c \
	src/rules/action.h \
	src/rules/alert.c \
	src/rules/alert.h \
	src/rules/backup.c \
	src/rules/backup.h \
	src/rules/case.c \
	src/rules/case.h \
	src/rules/case_choices.c \
	src/rules/case_choices.h \
	src/rules/case_edit.c \
	src/rules/case_fields.c \
	src/rules/case_fields.h \
	src/rules/case_id.c \
	src/rules/close.c \
	src/rules/close.h \
	src/rules/deadline.c \
	src/rules/deadline.h \
	src/rules/escalation.c \
	src/rules/escalation.h \
	src/rules/famous.c \
	src/rules/famous.h \
	src/rules/field.c \
	src/rules/field.h \
	src/rules/field_show.c \
	src/rules/filter.c \
	src/rules/filter.h \
	src/rules/filter_internal.h \
	src/rules/filter_match.c \
	src/rules/filter_value.c \
	src/rules/filter_words.c \
	src/rules/group.c \
	src/rules/group.h \
	src/rules/member.c \
	src/rules/member.h \
	src/rules/merge.c \
	src/rules/merge.h \
	src/rules/note.c \
	src/rules/note.h \
	src/rules/object.c \
	src/rules/object.h \
	src/rules/password_mark.c \
	src/rules/password_mark.h \
	src/rules/permission.c \
	src/rules/permission.h \
	src/rules/permission_rows.c \
	src/rules/preference.c \
	src/rules/preference.h \
	src/rules/preferences.c \
	src/rules/preferences.h \
	src/rules/problem.c \
	src/rules/problem.h \
	src/rules/record.c \
	src/rules/record.h \
	src/rules/second.c \
	src/rules/second.h \
	src/rules/second_factor.c \
	src/rules/second_factor.h \
	src/rules/session.c \
	src/rules/session.h \
	src/rules/setting.c \
	src/rules/setting.h \
	src/rules/settings.c \
	src/rules/settings.h \
	src/rules/severity.c \
	src/rules/severity.h \
	src/rules/signer.c \
	src/rules/signer.h \
	src/rules/state.c \
	src/rules/state.h \
	src/rules/template.c \
	src/rules/template.h \
	src/rules/transfer.c \
	src/rules/transfer.h \
	src/rules/user.c \
	src/rules/user.h \
	src/rules/view.c \
	src/rules/view.h \
	src/rules/visible.c \
	src/rules/visible.h \
	src/rules/watcher.c \
	src/rules/watcher.h \
	$(NULL)
RULES_LIBS = src/rules/librules.a $(BASE_LIBS)

noinst_LIBRARIES += src/formats/libformats.a
src_formats_libformats_a_CPPFLAGS = $(SRC_CPPFLAGS) $(JANSSON_CFLAGS)
# list: src/formats/*.[ch]
src_formats_libformats_a_SOURCES = \
	src/formats/formats.c \
	src/formats/formats.h \
	src/formats/generic.c \
	src/formats/generic.h \
	src/formats/json_value.c \
	src/formats/json_value.h \
	src/formats/parse_child.c \
	src/formats/parse_child.h \
	src/formats/parse_serve.c \
	src/formats/parse_serve.h \
	src/formats/parse_wire.c \
	src/formats/parse_wire.h \
	src/formats/parsed.c \
	src/formats/parsed.h \
	src/formats/stream.c \
	src/formats/stream.h \
	src/formats/syslog.c \
	src/formats/syslog.h \
	src/formats/wazuh.c \
	src/formats/wazuh.h \
	$(NULL)
FORMATS_LIBS = src/formats/libformats.a $(RULES_LIBS) $(JANSSON_LIBS)

noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_CPPFLAGS = $(SRC_CPPFLAGS) $(JANSSON_CFLAGS) $(YAML_CFLAGS)
# list: src/app/*.[ch]
src_app_libapp_a_SOURCES = \
	src/app/about.c \
	src/app/about.h \
	src/app/access.c \
	src/app/access.h \
	src/app/act.c \
	src/app/act.h \
	src/app/action.c \
	src/app/action.h \
	src/app/agreement.c \
	src/app/agreement.h \
	src/app/alert_case.c \
	src/app/alert_case.h \
	src/app/attempt.c \
	src/app/attempt.h \
	src/app/checked.h \
	src/app/conflict.c \
	src/app/conflict.h \
	src/app/consent.c \
	src/app/consent.h \
	src/app/do.h \
	src/app/do_access.c \
	src/app/do_alert.c \
	src/app/do_case.c \
	src/app/do_case.h \
	src/app/do_close.c \
	src/app/do_factor.c \
	src/app/do_note.c \
	src/app/do_preference.c \
	src/app/do_session.c \
	src/app/do_setting.c \
	src/app/do_template.c \
	src/app/do_transfer.c \
	src/app/do_user.c \
	src/app/do_view.c \
	src/app/doing.c \
	src/app/doing.h \
	src/app/draft.c \
	src/app/draft.h \
	src/app/draft_merge.c \
	src/app/draft_merge.h \
	src/app/expiry.c \
	src/app/found.c \
	src/app/found.h \
	src/app/found_answers.c \
	src/app/host.h \
	src/app/host_key.c \
	src/app/host_key.h \
	src/app/intake.c \
	src/app/intake.h \
	src/app/keep.c \
	src/app/keep.h \
	src/app/log.c \
	src/app/log.h \
	src/app/login.c \
	src/app/look.c \
	src/app/look.h \
	src/app/look_factors.c \
	src/app/look_group.c \
	src/app/look_group.h \
	src/app/look_made.c \
	src/app/look_made.h \
	src/app/look_reports.c \
	src/app/look_timeline.c \
	src/app/password.c \
	src/app/password.h \
	src/app/password_marks.c \
	src/app/password_marks.h \
	src/app/people.c \
	src/app/people.h \
	src/app/present.c \
	src/app/present.h \
	src/app/proof.c \
	src/app/proof.h \
	src/app/query.c \
	src/app/query.h \
	src/app/recover.c \
	src/app/recover.h \
	src/app/request.c \
	src/app/request.h \
	src/app/restore.c \
	src/app/restore.h \
	src/app/second.c \
	src/app/second.h \
	src/app/session.c \
	src/app/session.h \
	src/app/session_behind.c \
	src/app/session_conflict.c \
	src/app/session_end.c \
	src/app/session_factor.c \
	src/app/session_internal.h \
	src/app/session_keyring.c \
	src/app/session_lock.c \
	src/app/session_lock.h \
	src/app/session_row.c \
	src/app/session_welcome.c \
	src/app/sessions.h \
	src/app/template.c \
	src/app/template.h \
	src/app/view.c \
	src/app/view.h \
	src/app/waiting.c \
	src/app/waiting.h \
	$(NULL)
APP_LIBS = src/app/libapp.a src/formats/libformats.a $(DB_LIBS) $(YAML_LIBS)

noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_CPPFLAGS = $(SRC_CPPFLAGS) $(JANSSON_CFLAGS)
# list: src/cli/*.[ch]
src_cli_libcli_a_SOURCES = \
	src/cli/about.c \
	src/cli/answer.c \
	src/cli/answer.h \
	src/cli/asked.c \
	src/cli/asked.h \
	src/cli/asked_json.c \
	src/cli/audit.c \
	src/cli/cli.c \
	src/cli/cli.h \
	src/cli/code.c \
	src/cli/code.h \
	src/cli/confined.c \
	src/cli/confined.h \
	src/cli/do.c \
	src/cli/help.c \
	src/cli/ingest.c \
	src/cli/init.c \
	src/cli/keep.c \
	src/cli/look.c \
	src/cli/look_case.c \
	src/cli/look_case.h \
	src/cli/options.c \
	src/cli/options.h \
	src/cli/out.c \
	src/cli/out.h \
	src/cli/plain.c \
	src/cli/plain.h \
	src/cli/plain_act.c \
	src/cli/plain_home.c \
	src/cli/plain_list.c \
	src/cli/plain_second.c \
	src/cli/record_json.c \
	src/cli/record_json.h \
	src/cli/recover.c \
	src/cli/second.c \
	src/cli/signin.c \
	src/cli/signin.h \
	src/cli/table.c \
	src/cli/table.h \
	src/cli/tty.c \
	src/cli/tty.h \
	src/cli/verbs.h \
	src/cli/verdict.c \
	src/cli/verdict.h \
	$(NULL)
CLI_LIBS = src/cli/libcli.a $(APP_LIBS)

libexec_PROGRAMS += blotter-entry
blotter_entry_CPPFLAGS = $(SRC_CPPFLAGS) -DBINDIR='"$(bindir)"'
blotter_entry_SOURCES = src/entry.c
blotter_entry_LDADD = $(BASE_LIBS)

bin_PROGRAMS += blotter
blotter_CPPFLAGS = $(SRC_CPPFLAGS)
blotter_SOURCES = src/main.c
blotter_LDADD = ui/libui.a $(CLI_LIBS) $(CURSES_LIBS)
