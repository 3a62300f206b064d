-- The log's entry comes into the database after the rows it speaks of, and SQLite then looks for
-- them in every table that refers to the log: without these it reads each table whole, for each act.

CREATE INDEX cases_entry ON cases (seq);
CREATE INDEX notes_entry ON notes (seq);
CREATE INDEX actions_entry ON actions (seq);
CREATE INDEX transfers_entry ON transfers (seq);
CREATE INDEX escalations_entry ON escalations (seq);
CREATE INDEX alerts_entry ON alerts (seq);
CREATE INDEX users_entry ON users (seq);
CREATE INDEX groups_entry ON groups (seq);
CREATE INDEX members_entry ON members (seq);
CREATE INDEX watchers_entry ON watchers (seq);
CREATE INDEX access_entries_entry ON access_entries (seq);
CREATE INDEX settings_entry ON settings (seq);
CREATE INDEX signers_entry ON signers (seq);
CREATE INDEX backups_entry ON backups (seq);
CREATE INDEX sessions_entry ON sessions (seq);
CREATE INDEX password_marks_entry ON password_marks (seq);
CREATE INDEX second_factors_entry ON second_factors (seq);
CREATE INDEX accepted_conflicts_entry ON accepted_conflicts (seq);

-- People name a case by its number alone.
CREATE INDEX cases_short ON cases (id_number);
