-- What the people's side needs: when an account ends and since when it is open again, passwords that
-- must not come back, the second factor, and conflicts of roles that somebody accepted.
ALTER TABLE users ADD COLUMN expires_at INTEGER;
ALTER TABLE users ADD COLUMN unlocked_at INTEGER;

CREATE TABLE password_marks (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	grain TEXT,
	mark TEXT,
	at INTEGER
);

CREATE TABLE second_factors (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	state TEXT,
	secret TEXT,
	step INTEGER,
	codes TEXT,
	at INTEGER
);

CREATE TABLE accepted_conflicts (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	role TEXT,
	other_role TEXT,
	reason TEXT,
	accepted_by TEXT,
	at INTEGER,
	single_person INTEGER
);

CREATE INDEX password_marks_user ON password_marks (user_name);
CREATE UNIQUE INDEX second_factors_user ON second_factors (user_name);
CREATE INDEX accepted_conflicts_user ON accepted_conflicts (user_name);

CREATE TRIGGER password_marks_insert BEFORE INSERT ON password_marks
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM password_marks WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'password_marks: only Blotter writes here'); END;
CREATE TRIGGER password_marks_update BEFORE UPDATE ON password_marks
	BEGIN SELECT raise(ABORT, 'password_marks: append only'); END;
CREATE TRIGGER password_marks_delete BEFORE DELETE ON password_marks
	BEGIN SELECT raise(ABORT, 'password_marks: nothing is deleted'); END;

CREATE TRIGGER second_factors_insert BEFORE INSERT ON second_factors
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM second_factors WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'second_factors: only Blotter writes here'); END;
CREATE TRIGGER second_factors_update BEFORE UPDATE ON second_factors
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'second_factors: only Blotter writes here'); END;
CREATE TRIGGER second_factors_delete BEFORE DELETE ON second_factors
	BEGIN SELECT raise(ABORT, 'second_factors: nothing is deleted'); END;

CREATE TRIGGER accepted_conflicts_insert BEFORE INSERT ON accepted_conflicts
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM accepted_conflicts WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'accepted_conflicts: only Blotter writes here'); END;
CREATE TRIGGER accepted_conflicts_update BEFORE UPDATE ON accepted_conflicts
	BEGIN SELECT raise(ABORT, 'accepted_conflicts: append only'); END;
CREATE TRIGGER accepted_conflicts_delete BEFORE DELETE ON accepted_conflicts
	BEGIN SELECT raise(ABORT, 'accepted_conflicts: nothing is deleted'); END;
