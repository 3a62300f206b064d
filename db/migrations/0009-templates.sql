-- What a new case begins with, where it is not as shipped.

CREATE TABLE templates (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	name TEXT NOT NULL,
	incident_type TEXT,
	severity TEXT,
	detection_source TEXT,
	attack_vector TEXT,
	title TEXT,
	summary TEXT,
	needs TEXT,
	saved_by TEXT NOT NULL,
	at INTEGER NOT NULL,
	active INTEGER NOT NULL
);
CREATE UNIQUE INDEX templates_name ON templates (name);

CREATE TRIGGER templates_insert BEFORE INSERT ON templates
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM templates WHERE pk = new.pk)
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'templates: only Blotter writes here'); END;
CREATE TRIGGER templates_update BEFORE UPDATE ON templates
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
		OR new.seq IS NOT (SELECT max(seq) FROM audit)
	BEGIN SELECT raise(ROLLBACK, 'templates: only Blotter writes here'); END;
CREATE TRIGGER templates_delete BEFORE DELETE ON templates
	BEGIN SELECT raise(ABORT, 'templates: nothing is deleted'); END;
