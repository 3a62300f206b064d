-- What people choose for themselves: keys, times, what moves.

CREATE TABLE preferences (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	name TEXT NOT NULL,
	value TEXT,
	at INTEGER
);
CREATE UNIQUE INDEX preferences_user ON preferences (user_name, name);

CREATE TRIGGER preferences_insert BEFORE INSERT ON preferences
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM preferences WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'preferences: only Blotter writes here'); END;
CREATE TRIGGER preferences_update BEFORE UPDATE ON preferences
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'preferences: only Blotter writes here'); END;
CREATE TRIGGER preferences_delete BEFORE DELETE ON preferences
	BEGIN SELECT raise(ABORT, 'preferences: nothing is deleted'); END;
