-- Views of the queues that people keep: a filter, an order, columns and headings under a name.

CREATE TABLE views (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	name TEXT NOT NULL,
	query TEXT NOT NULL,
	narrowed TEXT,
	sorted TEXT,
	columns TEXT,
	headed TEXT,
	shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
	dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0, 1)),
	at INTEGER
);
CREATE UNIQUE INDEX views_user ON views (user_name, name);
CREATE INDEX views_shared ON views (name) WHERE shared = 1;

CREATE TRIGGER views_insert BEFORE INSERT ON views
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM views WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'views: only Blotter writes here'); END;
CREATE TRIGGER views_update BEFORE UPDATE ON views
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'views: only Blotter writes here'); END;
CREATE TRIGGER views_delete BEFORE DELETE ON views
	BEGIN SELECT raise(ABORT, 'views: nothing is deleted'); END;
