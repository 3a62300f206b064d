noinst_LIBRARIES += db/libdb.a
db_libdb_a_CPPFLAGS = $(SRC_CPPFLAGS) $(SQLCIPHER_CFLAGS) $(JANSSON_CFLAGS)
# list: db/*.[ch] !db/migrations.c
db_libdb_a_SOURCES = \
	db/anchor.c \
	db/anchor.h \
	db/audit.h \
	db/audit_anchor.c \
	db/audit_check.h \
	db/audit_export.c \
	db/audit_keys.c \
	db/audit_keys.h \
	db/audit_line.c \
	db/audit_line.h \
	db/audit_log.c \
	db/audit_prove.c \
	db/audit_prove.h \
	db/audit_read.c \
	db/audit_rows.c \
	db/audit_scan.c \
	db/audit_scan.h \
	db/audit_texts.c \
	db/audit_texts.h \
	db/audit_verify.c \
	db/backup.c \
	db/backup.h \
	db/canon.c \
	db/canon.h \
	db/check.c \
	db/check.h \
	db/checkpoint.c \
	db/checkpoint.h \
	db/connect.c \
	db/connect.h \
	db/copy.c \
	db/copy.h \
	db/drafts.c \
	db/drafts.h \
	db/kdf.c \
	db/kdf.h \
	db/keyring.h \
	db/keyring_change.c \
	db/keyring_code.c \
	db/keyring_code.h \
	db/keyring_file.c \
	db/keyring_internal.c \
	db/keyring_internal.h \
	db/keyring_layout.c \
	db/keyring_layout.h \
	db/keyring_slot.c \
	db/keyring_slot.h \
	db/keyring_unlock.c \
	db/keys.c \
	db/keys.h \
	db/manifest.c \
	db/manifest.h \
	db/migrate.c \
	db/migrate.h \
	db/migrations.h \
	db/open.c \
	db/open.h \
	db/pages.c \
	db/pages.h \
	db/presence.c \
	db/presence.h \
	db/public.c \
	db/public.h \
	db/rotate.c \
	db/row.c \
	db/row.h \
	db/seal.c \
	db/seal.h \
	db/select.c \
	db/select.h \
	db/select_ask.h \
	db/select_branch.c \
	db/select_branch.h \
	db/select_clause.c \
	db/select_clause.h \
	db/select_tally.c \
	db/sql.c \
	db/sql.h \
	db/store.c \
	db/store.h \
	db/store_internal.h \
	db/throttle.c \
	db/throttle.h \
	db/throttle_book.c \
	db/throttle_book.h \
	db/ticket.c \
	db/ticket.h \
	db/tx.c \
	db/tx.h \
	$(NULL)
nodist_db_libdb_a_SOURCES = db/migrations.c
DB_LIBS = db/libdb.a $(RULES_LIBS) $(SQLCIPHER_LIBS) $(JANSSON_LIBS)

# list: db/migrations/*.sql
MIGRATIONS = \
	db/migrations/0001-initial.sql \
	db/migrations/0002-backups.sql \
	db/migrations/0003-sessions.sql \
	db/migrations/0004-people.sql \
	db/migrations/0005-entry-indexes.sql \
	db/migrations/0006-entry-first.sql \
	db/migrations/0007-preferences.sql \
	db/migrations/0008-views.sql \
	db/migrations/0009-templates.sql \
	db/migrations/0010-entry-texts.sql \
	$(NULL)
EXTRA_DIST += $(MIGRATIONS) db/embed.awk
CLEANFILES += db/migrations.c
# prerequisites are found through VPATH, the recipe must say $(srcdir) itself
db/migrations.c: $(MIGRATIONS) db/embed.awk db/local.mk
	$(AM_V_GEN)$(MKDIR_P) db; args=; \
	for f in $(MIGRATIONS); do args="$$args $(srcdir)/$$f"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/db/embed.awk $$args >$@.tmp </dev/null && mv -f $@.tmp $@
