-- The log's entry now comes before the row it speaks of, so that SQLite looks for no row that waits for it:
-- the indexes by which it looked are a page or two of each act for nothing.
DROP INDEX cases_entry;
DROP INDEX notes_entry;
DROP INDEX actions_entry;
DROP INDEX transfers_entry;
DROP INDEX escalations_entry;
DROP INDEX alerts_entry;
DROP INDEX users_entry;
DROP INDEX groups_entry;
DROP INDEX members_entry;
DROP INDEX watchers_entry;
DROP INDEX access_entries_entry;
DROP INDEX settings_entry;
DROP INDEX signers_entry;
DROP INDEX backups_entry;
DROP INDEX sessions_entry;
DROP INDEX password_marks_entry;
DROP INDEX second_factors_entry;
DROP INDEX accepted_conflicts_entry;

-- An entry about a case is found by audit_case already.
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object) WHERE object < 'case:' OR object >= 'case;';

-- 122 random bits need no index to be unique.
DROP INDEX cases_uuid;

-- Which entry is the last of its transaction shows at the end: then it is signed, and it alone.
DROP TRIGGER audit_update;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
	WHEN blotter_guard() IS NOT 1 OR old.sig IS NOT NULL OR new.sig IS NULL
		OR old.seq IS NOT (SELECT max(seq) FROM audit)
		OR new.seq IS NOT old.seq OR new.line IS NOT old.line OR new.object IS NOT old.object
		OR new.case_id IS NOT old.case_id OR new.action IS NOT old.action
		OR new.actor IS NOT old.actor OR new.time IS NOT old.time
	BEGIN SELECT raise(ROLLBACK, 'audit: append only'); END;

-- The triggers take over from foreign keys: to change a column that has one makes SQLite 3.15 write every
-- index of the table anew. They are stricter: a row names the newest entry, and no other. And where a trigger
-- may take back its statement alone, SQLite keeps, and encrypts, a copy of each page that the statement
-- touches. What fails here is never kept: the whole transaction may go at once.
DROP TRIGGER audit_insert;
CREATE TRIGGER audit_insert BEFORE INSERT ON audit
	WHEN blotter_guard() IS NOT 1 OR new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'audit: the next entry only'); END;
DROP TRIGGER audit_value_insert;
CREATE TRIGGER audit_value_insert BEFORE INSERT ON audit_value
	WHEN blotter_guard() IS NOT 1
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR EXISTS (SELECT 1 FROM audit_value WHERE seq = new.seq AND item = new.item)
	BEGIN SELECT raise(ROLLBACK, 'audit_value: new ones only'); END;
DROP TRIGGER raw_insert;
CREATE TRIGGER raw_insert BEFORE INSERT ON raw WHEN blotter_guard() IS NOT 1
	BEGIN SELECT raise(ROLLBACK, 'raw: only Blotter writes here'); END;
DROP TRIGGER cases_insert;
CREATE TRIGGER cases_insert BEFORE INSERT ON cases
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM cases WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'cases: only Blotter writes here'); END;
DROP TRIGGER cases_update;
CREATE TRIGGER cases_update BEFORE UPDATE ON cases
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit) OR new.id IS NOT old.id
	BEGIN SELECT raise(ROLLBACK, 'cases: only Blotter writes here'); END;
DROP TRIGGER notes_insert;
CREATE TRIGGER notes_insert BEFORE INSERT ON notes
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM notes WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'notes: only Blotter writes here'); END;
DROP TRIGGER actions_insert;
CREATE TRIGGER actions_insert BEFORE INSERT ON actions
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM actions WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'actions: only Blotter writes here'); END;
DROP TRIGGER transfers_insert;
CREATE TRIGGER transfers_insert BEFORE INSERT ON transfers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM transfers WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'transfers: only Blotter writes here'); END;
DROP TRIGGER transfers_update;
CREATE TRIGGER transfers_update BEFORE UPDATE ON transfers
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit) OR new.case_id IS NOT old.case_id
	BEGIN SELECT raise(ROLLBACK, 'transfers: only Blotter writes here'); END;
DROP TRIGGER escalations_insert;
CREATE TRIGGER escalations_insert BEFORE INSERT ON escalations
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM escalations WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'escalations: only Blotter writes here'); END;
DROP TRIGGER escalations_update;
CREATE TRIGGER escalations_update BEFORE UPDATE ON escalations
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit) OR new.case_id IS NOT old.case_id
	BEGIN SELECT raise(ROLLBACK, 'escalations: only Blotter writes here'); END;
DROP TRIGGER alerts_insert;
CREATE TRIGGER alerts_insert BEFORE INSERT ON alerts
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM alerts WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR (new.case_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id))
	BEGIN SELECT raise(ROLLBACK, 'alerts: only Blotter writes here'); END;
DROP TRIGGER alerts_update;
CREATE TRIGGER alerts_update BEFORE UPDATE ON alerts
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR (new.case_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id))
	BEGIN SELECT raise(ROLLBACK, 'alerts: only Blotter writes here'); END;
DROP TRIGGER users_insert;
CREATE TRIGGER users_insert BEFORE INSERT ON users
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM users WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'users: only Blotter writes here'); END;
DROP TRIGGER users_update;
CREATE TRIGGER users_update BEFORE UPDATE ON users
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'users: only Blotter writes here'); END;
DROP TRIGGER groups_insert;
CREATE TRIGGER groups_insert BEFORE INSERT ON groups
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM groups WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'groups: only Blotter writes here'); END;
DROP TRIGGER groups_update;
CREATE TRIGGER groups_update BEFORE UPDATE ON groups
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'groups: only Blotter writes here'); END;
DROP TRIGGER members_insert;
CREATE TRIGGER members_insert BEFORE INSERT ON members
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM members WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'members: only Blotter writes here'); END;
DROP TRIGGER members_update;
CREATE TRIGGER members_update BEFORE UPDATE ON members
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'members: only Blotter writes here'); END;
DROP TRIGGER watchers_insert;
CREATE TRIGGER watchers_insert BEFORE INSERT ON watchers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM watchers WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'watchers: only Blotter writes here'); END;
DROP TRIGGER watchers_update;
CREATE TRIGGER watchers_update BEFORE UPDATE ON watchers
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit) OR new.case_id IS NOT old.case_id
	BEGIN SELECT raise(ROLLBACK, 'watchers: only Blotter writes here'); END;
DROP TRIGGER access_entries_insert;
CREATE TRIGGER access_entries_insert BEFORE INSERT ON access_entries
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM access_entries WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
		OR NOT EXISTS (SELECT 1 FROM cases WHERE id = new.case_id)
	BEGIN SELECT raise(ROLLBACK, 'access_entries: only Blotter writes here'); END;
DROP TRIGGER access_entries_update;
CREATE TRIGGER access_entries_update BEFORE UPDATE ON access_entries
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit) OR new.case_id IS NOT old.case_id
	BEGIN SELECT raise(ROLLBACK, 'access_entries: only Blotter writes here'); END;
DROP TRIGGER settings_insert;
CREATE TRIGGER settings_insert BEFORE INSERT ON settings
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM settings WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'settings: only Blotter writes here'); END;
DROP TRIGGER settings_update;
CREATE TRIGGER settings_update BEFORE UPDATE ON settings
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'settings: only Blotter writes here'); END;
DROP TRIGGER signers_insert;
CREATE TRIGGER signers_insert BEFORE INSERT ON signers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM signers WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'signers: only Blotter writes here'); END;
DROP TRIGGER backups_insert;
CREATE TRIGGER backups_insert BEFORE INSERT ON backups
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM backups WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'backups: only Blotter writes here'); END;
DROP TRIGGER backups_update;
CREATE TRIGGER backups_update BEFORE UPDATE ON backups
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'backups: only Blotter writes here'); END;
DROP TRIGGER sessions_insert;
CREATE TRIGGER sessions_insert BEFORE INSERT ON sessions
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM sessions WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'sessions: only Blotter writes here'); END;
DROP TRIGGER sessions_update;
CREATE TRIGGER sessions_update BEFORE UPDATE ON sessions
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'sessions: only Blotter writes here'); END;
DROP TRIGGER password_marks_insert;
CREATE TRIGGER password_marks_insert BEFORE INSERT ON password_marks
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM password_marks WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'password_marks: only Blotter writes here'); END;
DROP TRIGGER second_factors_insert;
CREATE TRIGGER second_factors_insert BEFORE INSERT ON second_factors
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM second_factors WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'second_factors: only Blotter writes here'); END;
DROP TRIGGER second_factors_update;
CREATE TRIGGER second_factors_update BEFORE UPDATE ON second_factors
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'second_factors: only Blotter writes here'); END;
DROP TRIGGER accepted_conflicts_insert;
CREATE TRIGGER accepted_conflicts_insert BEFORE INSERT ON accepted_conflicts
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM accepted_conflicts WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'accepted_conflicts: only Blotter writes here'); END;
