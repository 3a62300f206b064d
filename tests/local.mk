# GLib test programs and shell tests; all speak TAP. A test of a layer sees and links what
# that layer may see, no more.

UNIT_CPPFLAGS = $(AM_CPPFLAGS)
BASE_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(CRYPTO_CFLAGS) $(ARGON2_CFLAGS) $(UTF8PROC_CFLAGS)
BASE_TEST_LIBS = $(BASE_LIBS)
RULES_TEST_CPPFLAGS = $(UNIT_CPPFLAGS)
RULES_TEST_LIBS = $(RULES_LIBS)
FORMATS_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(JANSSON_CFLAGS)
FORMATS_TEST_LIBS = $(FORMATS_LIBS)
DB_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(CRYPTO_CFLAGS) $(SQLCIPHER_CFLAGS) $(JANSSON_CFLAGS)
DB_TEST_LIBS = tests/libseam.a $(DB_LIBS)
APP_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(CRYPTO_CFLAGS) $(SQLCIPHER_CFLAGS) $(JANSSON_CFLAGS) $(YAML_CFLAGS)
APP_TEST_LIBS = tests/libseam.a $(APP_LIBS)
CLI_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(JANSSON_CFLAGS)
CLI_TEST_LIBS = tests/libseam.a $(CLI_LIBS)
CLI_TEST_LINK = $(AM_LDFLAGS) -Wl,--wrap=signin_session,--wrap=signin_open
UI_TEST_CPPFLAGS = $(UNIT_CPPFLAGS) $(CURSES_CFLAGS)
UI_TEST_LIBS = tests/libseam.a ui/libui.a $(APP_LIBS) $(CURSES_LIBS)

FUZZ_TEST_CPPFLAGS = $(APP_TEST_CPPFLAGS) $(CURSES_CFLAGS)
FUZZ_TEST_LIBS = tests/libfuzz.a tests/libseam.a ui/libui.a $(APP_LIBS) $(CURSES_LIBS)

FAULTS_TEST_CPPFLAGS = $(APP_TEST_CPPFLAGS)
FAULTS_TEST_LIBS = tests/libfaults.a $(APP_TEST_LIBS)
FAULTS_TEST_LINK = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=realloc

# what tests of several layers share
check_LIBRARIES += tests/libseam.a
tests_libseam_a_CPPFLAGS = $(APP_TEST_CPPFLAGS)
# list: tests/*.[ch]
tests_libseam_a_SOURCES = \
	tests/hostile.c \
	tests/hostile.h \
	tests/house.c \
	tests/house.h \
	tests/matrix.c \
	tests/matrix.h \
	tests/model.c \
	tests/model.h \
	tests/older.c \
	tests/older.h \
	tests/payloads.c \
	tests/payloads.h \
	tests/seam.c \
	tests/seam.h \
	tests/tally.h \
	tests/vt.c \
	tests/vt.h \
	$(NULL)

check_LIBRARIES += tests/libfuzz.a
tests_libfuzz_a_CPPFLAGS = $(FUZZ_TEST_CPPFLAGS)
# list: tests/fuzz/mutate.[ch] tests/fuzz/targets*.[ch]
tests_libfuzz_a_SOURCES = \
	tests/fuzz/mutate.c \
	tests/fuzz/mutate.h \
	tests/fuzz/targets.c \
	tests/fuzz/targets.h \
	$(NULL)

check_LIBRARIES += tests/libfaults.a
tests_libfaults_a_CPPFLAGS = $(FAULTS_TEST_CPPFLAGS)
# list: tests/faults/*.[ch] !tests/faults/faults.c !tests/faults/test-*.c
tests_libfaults_a_SOURCES = \
	tests/faults/calls.c \
	tests/faults/deeds.c \
	tests/faults/faults.h \
	tests/faults/kill.c \
	tests/faults/memory.c \
	tests/faults/parts.c \
	tests/faults/power.c \
	tests/faults/seam_io.c \
	tests/faults/seam_memory.c \
	tests/faults/stage.c \
	tests/faults/tree.c \
	tests/faults/tree.h \
	tests/faults/try.c \
	$(NULL)

# what measures, breaks and searches: programs of ./dev bench and others, and no tests
EXTRA_PROGRAMS = tests/bench/bench tests/traps/traps tests/fuzz/fuzz tests/fuzz/libfuzzer \
	tests/faults/faults
tests_bench_bench_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_bench_bench_LDADD = $(UI_TEST_LIBS)
# list: tests/bench/*.[ch]
tests_bench_bench_SOURCES = \
	tests/bench/bench.c \
	tests/bench/bench.h \
	tests/bench/crowd.c \
	tests/bench/queue.c \
	tests/bench/raw.c \
	tests/bench/recorder.c \
	tests/bench/recorder.h \
	tests/bench/same.c \
	tests/bench/screens.c \
	tests/bench/screens.h \
	tests/bench/start.c \
	tests/bench/stores.c \
	tests/bench/tty.c \
	tests/bench/verify.c \
	tests/bench/writes.c \
	$(NULL)

tests_traps_traps_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_traps_traps_LDADD = $(SQLCIPHER_LIBS) $(CRYPTO_LIBS) $(GLIB_LIBS)
# list: tests/traps/*.[ch]
tests_traps_traps_SOURCES = \
	tests/traps/traps.c \
	tests/traps/traps.h \
	tests/traps/tries.c \
	$(NULL)

tests_fuzz_fuzz_CPPFLAGS = $(FUZZ_TEST_CPPFLAGS)
tests_fuzz_fuzz_LDADD = $(FUZZ_TEST_LIBS)
tests_fuzz_fuzz_SOURCES = tests/fuzz/fuzz.c
tests_fuzz_libfuzzer_CPPFLAGS = $(FUZZ_TEST_CPPFLAGS)
tests_fuzz_libfuzzer_LDADD = $(FUZZ_TEST_LIBS)
tests_fuzz_libfuzzer_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_libfuzzer_SOURCES = tests/fuzz/libfuzzer.c

tests_faults_faults_CPPFLAGS = $(FAULTS_TEST_CPPFLAGS)
tests_faults_faults_LDADD = $(FAULTS_TEST_LIBS)
tests_faults_faults_LDFLAGS = $(FAULTS_TEST_LINK)
tests_faults_faults_SOURCES = tests/faults/faults.c

# the test programs: tests/LAYER/test-*.c
include tests/unit.mk
check_PROGRAMS += $(UNIT)

# list: tests/check-*.sh
FENCES = \
	tests/check-layers.sh \
	tests/check-po.sh \
	tests/check-sources.sh \
	tests/check-style.sh \
	$(NULL)
# list: tests/*/*.sh !tests/*/lib*.sh !tests/*/update.sh
SHELL_TESTS = \
	tests/cli/audit.sh \
	tests/cli/e2e.sh \
	tests/cli/fips.sh \
	tests/cli/ingest-kill.sh \
	tests/cli/ingest.sh \
	tests/cli/init.sh \
	tests/cli/keep.sh \
	tests/cli/lock.sh \
	tests/cli/login.sh \
	tests/cli/matrix.sh \
	tests/cli/odd-names.sh \
	tests/cli/people.sh \
	tests/cli/plain-second.sh \
	tests/cli/plain.sh \
	tests/cli/recovery.sh \
	tests/cli/second.sh \
	tests/cli/signals.sh \
	tests/cli/sshd.sh \
	tests/cli/stories.sh \
	tests/cli/usage.sh \
	tests/cli/whole-store.sh \
	tests/cli/work.sh \
	$(NULL)
# list: tests/*/* tests/*/*/* tests/fuzz/corpus/*/* !tests/*/test-* !tests/*/*.o !tests/*/*.log !tests/*/*.trs !tests/bench/* !tests/traps/* !tests/fuzz/*.[ch] !tests/fuzz/fuzz !tests/fuzz/libfuzzer !tests/faults/*
TEST_PARTS = \
	tests/app/intake.h \
	tests/app/matrix.txt \
	tests/app/office.h \
	tests/app/secret.h \
	tests/cli/audit.sh \
	tests/cli/e2e.sh \
	tests/cli/fips.sh \
	tests/cli/ingest-kill.sh \
	tests/cli/ingest.sh \
	tests/cli/init.sh \
	tests/cli/keep.sh \
	tests/cli/lib-terminal.sh \
	tests/cli/lib.sh \
	tests/cli/lock.sh \
	tests/cli/login.sh \
	tests/cli/matrix.sh \
	tests/cli/odd-names.sh \
	tests/cli/people.sh \
	tests/cli/plain-second.sh \
	tests/cli/plain.sh \
	tests/cli/recovery.sh \
	tests/cli/second.sh \
	tests/cli/signals.sh \
	tests/cli/sshd.sh \
	tests/cli/stories.sh \
	tests/cli/usage.sh \
	tests/cli/whole-store.sh \
	tests/cli/work.sh \
	tests/db/fixture.h \
	tests/db/keyring-v1 \
	tests/db/ring.h \
	tests/formats/data/generic.json \
	tests/formats/data/wazuh-pretty.json \
	tests/formats/data/wazuh-syslog.log \
	tests/formats/data/wazuh.json \
	tests/formats/one.h \
	tests/fuzz/corpus/alerts/generic.json \
	tests/fuzz/corpus/alerts/wazuh.json \
	tests/fuzz/corpus/anchor/bad \
	tests/fuzz/corpus/anchor/lines \
	tests/fuzz/corpus/answers/house \
	tests/fuzz/corpus/answers/odd \
	tests/fuzz/corpus/filter/odd \
	tests/fuzz/corpus/filter/words \
	tests/fuzz/corpus/keyring/cut \
	tests/fuzz/corpus/keyring/v1 \
	tests/fuzz/corpus/keys/names \
	tests/fuzz/corpus/keys/paste \
	tests/fuzz/corpus/keys/sequences \
	tests/fuzz/corpus/line/entry \
	tests/fuzz/corpus/line/escapes \
	tests/fuzz/corpus/text/broken \
	tests/fuzz/corpus/text/mixed \
	tests/fuzz/corpus/throttle/bad \
	tests/fuzz/corpus/throttle/book \
	tests/fuzz/corpus/times/0 \
	tests/fuzz/corpus/times/1 \
	tests/fuzz/corpus/times/2 \
	tests/fuzz/corpus/times/3 \
	tests/fuzz/corpus/times/4 \
	tests/fuzz/corpus/times/5 \
	tests/fuzz/corpus/times/6 \
	tests/fuzz/corpus/times/7 \
	tests/fuzz/corpus/times/8 \
	tests/fuzz/corpus/times/9 \
	tests/rules/fixture.h \
	tests/screens/admin.keys \
	tests/screens/admin.screen \
	tests/screens/agreeing.keys \
	tests/screens/agreeing.screen \
	tests/screens/alerts-bulk.keys \
	tests/screens/alerts-bulk.screen \
	tests/screens/alerts.keys \
	tests/screens/alerts.screen \
	tests/screens/approve.keys \
	tests/screens/approve.screen \
	tests/screens/ascii.keys \
	tests/screens/ascii.screen \
	tests/screens/audit.keys \
	tests/screens/audit.screen \
	tests/screens/barred.keys \
	tests/screens/barred.screen \
	tests/screens/bulk-part.keys \
	tests/screens/bulk-part.screen \
	tests/screens/bulk.keys \
	tests/screens/bulk.screen \
	tests/screens/called.keys \
	tests/screens/called.screen \
	tests/screens/case.keys \
	tests/screens/case.screen \
	tests/screens/closing.keys \
	tests/screens/closing.screen \
	tests/screens/colour.keys \
	tests/screens/colour.screen \
	tests/screens/conflict-long.keys \
	tests/screens/conflict-long.screen \
	tests/screens/conflict.keys \
	tests/screens/conflict.screen \
	tests/screens/conflicts.keys \
	tests/screens/conflicts.screen \
	tests/screens/demo.yaml \
	tests/screens/dialogs.keys \
	tests/screens/dialogs.screen \
	tests/screens/draft-conflict.keys \
	tests/screens/draft-conflict.screen \
	tests/screens/drafts-login.keys \
	tests/screens/drafts-login.screen \
	tests/screens/drafts.keys \
	tests/screens/drafts.screen \
	tests/screens/duplicate.keys \
	tests/screens/duplicate.screen \
	tests/screens/escalated.keys \
	tests/screens/escalated.screen \
	tests/screens/filter.keys \
	tests/screens/filter.screen \
	tests/screens/first-missing.keys \
	tests/screens/first-missing.screen \
	tests/screens/form.keys \
	tests/screens/form.screen \
	tests/screens/help.keys \
	tests/screens/help.screen \
	tests/screens/home-alerts.keys \
	tests/screens/home-alerts.screen \
	tests/screens/home.keys \
	tests/screens/home.screen \
	tests/screens/hostile.acts \
	tests/screens/hostile.json \
	tests/screens/hostile.keys \
	tests/screens/hostile.screen \
	tests/screens/hostile.yaml \
	tests/screens/keep-draft.keys \
	tests/screens/keep-draft.screen \
	tests/screens/limit.keys \
	tests/screens/limit.screen \
	tests/screens/lists.keys \
	tests/screens/lists.screen \
	tests/screens/lock-full.keys \
	tests/screens/lock-full.screen \
	tests/screens/locked.keys \
	tests/screens/locked.screen \
	tests/screens/login-wait.keys \
	tests/screens/login-wait.screen \
	tests/screens/login.keys \
	tests/screens/login.screen \
	tests/screens/lowering.keys \
	tests/screens/lowering.screen \
	tests/screens/manual.keys \
	tests/screens/manual.screen \
	tests/screens/merge-locked.keys \
	tests/screens/merge-locked.screen \
	tests/screens/mono.keys \
	tests/screens/mono.screen \
	tests/screens/mouse.keys \
	tests/screens/mouse.screen \
	tests/screens/new.keys \
	tests/screens/new.screen \
	tests/screens/next-case.keys \
	tests/screens/next-case.screen \
	tests/screens/offered.keys \
	tests/screens/offered.screen \
	tests/screens/one-form.keys \
	tests/screens/one-form.screen \
	tests/screens/others.keys \
	tests/screens/others.screen \
	tests/screens/palette.keys \
	tests/screens/palette.screen \
	tests/screens/password.keys \
	tests/screens/password.screen \
	tests/screens/paste.keys \
	tests/screens/paste.screen \
	tests/screens/people.keys \
	tests/screens/people.screen \
	tests/screens/phase.keys \
	tests/screens/phase.screen \
	tests/screens/pictures.keys \
	tests/screens/preferences.keys \
	tests/screens/preferences.screen \
	tests/screens/present.keys \
	tests/screens/present.screen \
	tests/screens/pseudo-admin.keys \
	tests/screens/pseudo-admin.screen \
	tests/screens/pseudo-dialogs.keys \
	tests/screens/pseudo-dialogs.screen \
	tests/screens/pseudo-log.keys \
	tests/screens/pseudo-log.screen \
	tests/screens/pseudo-login.keys \
	tests/screens/pseudo-login.screen \
	tests/screens/pseudo-manual.keys \
	tests/screens/pseudo-manual.screen \
	tests/screens/pseudo-merge.keys \
	tests/screens/pseudo-merge.screen \
	tests/screens/pseudo-own.keys \
	tests/screens/pseudo-own.screen \
	tests/screens/pseudo-small.keys \
	tests/screens/pseudo-small.screen \
	tests/screens/pseudo-tour.keys \
	tests/screens/pseudo-tour.screen \
	tests/screens/pseudo-views.keys \
	tests/screens/pseudo-views.screen \
	tests/screens/pseudo.keys \
	tests/screens/pseudo.screen \
	tests/screens/pseudo.words \
	tests/screens/queue.keys \
	tests/screens/queue.screen \
	tests/screens/quick-alerts.keys \
	tests/screens/quick-alerts.screen \
	tests/screens/quick.keys \
	tests/screens/quick.screen \
	tests/screens/recording.keys \
	tests/screens/report.keys \
	tests/screens/report.screen \
	tests/screens/reports.keys \
	tests/screens/reports.screen \
	tests/screens/resize-merge.keys \
	tests/screens/resize-merge.screen \
	tests/screens/resize.keys \
	tests/screens/resize.screen \
	tests/screens/rest.keys \
	tests/screens/rest.screen \
	tests/screens/second.keys \
	tests/screens/second.screen \
	tests/screens/sessions.keys \
	tests/screens/sessions.screen \
	tests/screens/settings.keys \
	tests/screens/settings.screen \
	tests/screens/short-ways.keys \
	tests/screens/short-ways.screen \
	tests/screens/sizes-admin.keys \
	tests/screens/sizes-admin.screen \
	tests/screens/sizes-log.keys \
	tests/screens/sizes-log.screen \
	tests/screens/sizes.keys \
	tests/screens/sizes.screen \
	tests/screens/slips.keys \
	tests/screens/slips.screen \
	tests/screens/small-approve.keys \
	tests/screens/small-approve.screen \
	tests/screens/small-dialogs.keys \
	tests/screens/small-dialogs.screen \
	tests/screens/suspend.keys \
	tests/screens/suspend.screen \
	tests/screens/team.acts \
	tests/screens/team.yaml \
	tests/screens/themes.keys \
	tests/screens/themes.screen \
	tests/screens/ticks.keys \
	tests/screens/ticks.screen \
	tests/screens/times.keys \
	tests/screens/times.screen \
	tests/screens/told.keys \
	tests/screens/told.screen \
	tests/screens/totp.keys \
	tests/screens/totp.screen \
	tests/screens/tour-auditor.keys \
	tests/screens/tour-auditor.screen \
	tests/screens/tour.keys \
	tests/screens/tour.screen \
	tests/screens/transfer.keys \
	tests/screens/transfer.screen \
	tests/screens/triage.acts \
	tests/screens/triage.json \
	tests/screens/triage.yaml \
	tests/screens/typing.keys \
	tests/screens/typing.screen \
	tests/screens/update.sh \
	tests/screens/views.keys \
	tests/screens/views.screen \
	tests/ui/capture.h \
	tests/ui/memory.h \
	tests/ui/paints.h \
	tests/ui/picture.h \
	tests/ui/play.h \
	tests/ui/pseudo.h \
	tests/ui/pty.h \
	tests/ui/shots.h \
	$(NULL)

TESTS += $(UNIT) $(SHELL_TESTS) $(FENCES)
dist_check_SCRIPTS = $(SHELL_TESTS) $(FENCES)
EXTRA_DIST += $(TEST_PARTS) tests/release.sh tests/run-tap.sh tests/total.sh tests/fence.sh tests/strip.awk

# a small quarantine: a test that forks pays for every page of it again
AM_TESTS_ENVIRONMENT = \
	BLOTTER='$(abs_top_builddir)/blotter'; export BLOTTER; \
	G_TEST_SRCDIR='$(abs_top_srcdir)/tests'; export G_TEST_SRCDIR; \
	G_TEST_BUILDDIR='$(abs_top_builddir)/tests'; export G_TEST_BUILDDIR; \
	ASAN_OPTIONS=exitcode=99:quarantine_size_mb=8; export ASAN_OPTIONS; \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1; export UBSAN_OPTIONS; \
	LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ;

TEST_EXTENSIONS = .sh
TAP = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TAP)
SH_LOG_DRIVER = $(TAP)
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/run-tap.sh
SH_LOG_COMPILER = $(SHELL)

# Automake's own rule with one total line after it, whatever the outcome. Overriding
# `check` or `check-am` does not work: automake emits those rules beside ours (with
# SUBDIRS, `check: check-recursive` fails before our recipe would run).
check-TESTS: $(check_LIBRARIES) $(check_PROGRAMS) $(dist_check_SCRIPTS)
	@rm -f $(TEST_SUITE_LOG) $(TEST_LOGS) $(TEST_LOGS:.log=.trs)
	@rc=0; $(MAKE) $(AM_MAKEFLAGS) $(TEST_SUITE_LOG) || rc=$$?; \
	$(SHELL) $(srcdir)/tests/total.sh $(TEST_LOGS:.log=.trs); exit $$rc
