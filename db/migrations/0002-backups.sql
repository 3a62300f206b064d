-- Backups that were made, and their restore drills.
CREATE TABLE backups (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	name TEXT NOT NULL,
	at INTEGER,
	made_by TEXT,
	place TEXT,
	entries INTEGER,
	head TEXT,
	bytes INTEGER,
	drill_at INTEGER,
	drill_by TEXT,
	drill TEXT,
	drill_ms INTEGER,
	drill_why TEXT
);

CREATE UNIQUE INDEX backups_name ON backups (name);
CREATE INDEX backups_drill ON backups (drill, drill_at);

CREATE TRIGGER backups_insert BEFORE INSERT ON backups
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM backups WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'backups: only Blotter writes here'); END;
CREATE TRIGGER backups_update BEFORE UPDATE ON backups
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'backups: only Blotter writes here'); END;
CREATE TRIGGER backups_delete BEFORE DELETE ON backups
	BEGIN SELECT raise(ABORT, 'backups: nothing is deleted'); END;
