-- Who sits at the screens, and what they had typed but not saved.

CREATE TABLE sessions (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	since INTEGER,
	origin TEXT,
	state TEXT,
	ended_at INTEGER,
	why TEXT,
	ended_by TEXT
);
CREATE INDEX sessions_state ON sessions (state, user_name);
CREATE INDEX sessions_user ON sessions (user_name);

CREATE TRIGGER sessions_insert BEFORE INSERT ON sessions
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM sessions WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'sessions: only Blotter writes here'); END;
CREATE TRIGGER sessions_update BEFORE UPDATE ON sessions
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'sessions: only Blotter writes here'); END;
CREATE TRIGGER sessions_delete BEFORE DELETE ON sessions
	BEGIN SELECT raise(ABORT, 'sessions: nothing is deleted'); END;

-- No object: a draft is nobody's record until it is saved, so it has no entry in the log and its
-- text is forgotten (NULL) when it was saved or given up. While it is written, blotter_guard() says
-- 2, and every other table refuses.
CREATE TABLE drafts (
	pk INTEGER PRIMARY KEY,
	user_name TEXT NOT NULL,
	place TEXT NOT NULL,
	at INTEGER NOT NULL,
	fields TEXT
);
CREATE UNIQUE INDEX drafts_place ON drafts (user_name, place);

CREATE TRIGGER drafts_insert BEFORE INSERT ON drafts WHEN blotter_guard() IS NOT 2
	BEGIN SELECT raise(ABORT, 'drafts: only Blotter writes here'); END;
CREATE TRIGGER drafts_update BEFORE UPDATE ON drafts
	WHEN blotter_guard() IS NOT 2 OR new.pk IS NOT old.pk OR new.user_name IS NOT old.user_name
		OR new.place IS NOT old.place
	BEGIN SELECT raise(ABORT, 'drafts: only Blotter writes here'); END;
CREATE TRIGGER drafts_delete BEFORE DELETE ON drafts
	BEGIN SELECT raise(ABORT, 'drafts: nothing is deleted'); END;
