-- The first schema. A migration that was shipped is never changed: write the next number.
-- Each row of an object's table names the audit entry that wrote it (seq) and carries the salt of
-- the hash by which that entry holds it. The other columns are the fields of src/rules.

CREATE TABLE meta (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE store_secret (
	name TEXT NOT NULL PRIMARY KEY,
	value BLOB NOT NULL
);

-- One line of canonical JSON an entry; what stands beside is there to find it by.
CREATE TABLE audit (
	seq INTEGER PRIMARY KEY,
	line TEXT NOT NULL,
	object TEXT,
	case_id TEXT,
	action TEXT NOT NULL,
	actor TEXT NOT NULL,
	time INTEGER NOT NULL,
	sig BLOB
);
CREATE INDEX audit_object ON audit (object) WHERE object IS NOT NULL;
CREATE INDEX audit_case ON audit (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX audit_actor ON audit (actor);

-- Texts of which the line has only the salted digest, so that a lawful purge (both NULL) leaves the
-- chain whole. Items: 0 reason, 1 origin, then old and new of each change in the line's order.
CREATE TABLE audit_value (
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	item INTEGER NOT NULL,
	name TEXT NOT NULL,
	salt BLOB,
	value TEXT,
	PRIMARY KEY (seq, item)
) WITHOUT ROWID;

-- What a tool sent, byte for byte.
CREATE TABLE raw (
	sha256 TEXT NOT NULL PRIMARY KEY,
	size INTEGER NOT NULL,
	bytes BLOB NOT NULL
);

-- First what the indexes hold: SQLite sees an index as covering only for the first 63 columns.
CREATE TABLE cases (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	id TEXT NOT NULL,
	group_name TEXT,
	restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
	open INTEGER NOT NULL CHECK (open IN (0, 1)),
	sev_rank INTEGER NOT NULL,
	due_rank INTEGER NOT NULL,
	owner TEXT,
	state TEXT,
	due_at INTEGER,
	cui_involvement TEXT,
	created_by TEXT,
	offered_to TEXT,
	correlation_id TEXT,
	severity TEXT,
	title TEXT,
	uuid TEXT NOT NULL,
	kind TEXT,
	summary TEXT,
	description TEXT,
	sub_status TEXT,
	severity_basis TEXT,
	severity_override_reason TEXT,
	disposition TEXT,
	marking TEXT,
	marking_ldc TEXT,
	tlp TEXT,
	legal_hold INTEGER,
	legal_hold_ref TEXT,
	parent TEXT,
	related TEXT,
	duplicate_of TEXT,
	created_at INTEGER,
	created_via TEXT,
	revision INTEGER NOT NULL,
	last_change INTEGER,
	t_detected INTEGER,
	t_discovered INTEGER,
	t_occurred_first INTEGER,
	t_occurred_first_precision TEXT,
	t_occurred_last INTEGER,
	t_occurred_last_precision TEXT,
	timezone_note TEXT,
	t_reported_internal INTEGER,
	t_reported_external INTEGER,
	t_ack INTEGER,
	t_assigned INTEGER,
	t_triaged INTEGER,
	t_declared INTEGER,
	t_contained INTEGER,
	t_eradicated INTEGER,
	t_recovered INTEGER,
	t_resolved INTEGER,
	t_reviewed INTEGER,
	t_closed INTEGER,
	t_reopened INTEGER,
	reopen_count INTEGER,
	phase_since INTEGER,
	due_name TEXT,
	detection_source TEXT,
	detection_method TEXT,
	source_ref TEXT,
	raw_event_ref TEXT,
	raw_event_sha256 TEXT,
	ingest_severity TEXT,
	reporter_name TEXT,
	reporter_role TEXT,
	reporter_org_unit TEXT,
	reporter_contact TEXT,
	reporter_location TEXT,
	reporter_anonymous INTEGER,
	reporter_feedback_sent INTEGER,
	incident_type TEXT,
	attack_vector TEXT,
	observed_activity TEXT,
	location_of_activity TEXT,
	actor TEXT,
	attck_techniques TEXT,
	confidence TEXT,
	functional_impact TEXT,
	information_impact TEXT,
	recoverability TEXT,
	n_systems INTEGER,
	n_users INTEGER,
	n_records INTEGER,
	n_estimated INTEGER,
	cia_affected TEXT,
	business_impact TEXT,
	mission_contract_impact TEXT,
	cost_hours INTEGER,
	cost_money INTEGER,
	mitigating_factors TEXT,
	covered_system TEXT,
	op_critical_support_affected TEXT,
	privacy_pii TEXT,
	privacy_persons INTEGER,
	privacy_places TEXT,
	dfars_reportable TEXT,
	dfars_rationale TEXT,
	dfars_decided_by TEXT,
	dfars_decided_at INTEGER,
	cui_determination_by TEXT,
	cui_determination_at INTEGER,
	cui_determination_basis TEXT,
	cui_categories TEXT,
	cui_effect TEXT,
	cui_volume_desc TEXT,
	cui_holder TEXT,
	cui_media TEXT,
	contracts TEXT,
	export_controlled TEXT,
	preservation_decision TEXT,
	affected_assets TEXT,
	affected_accounts TEXT,
	none_affected_reason TEXT,
	evidence_links TEXT,
	not_needed_because TEXT,
	phases_skipped TEXT,
	transfer_due INTEGER,
	escalated_to TEXT,
	containment_summary TEXT,
	eradication_summary TEXT,
	recovery_verification TEXT,
	monitoring_until INTEGER,
	root_cause TEXT,
	root_cause_category TEXT,
	lessons_learned TEXT,
	detection_gap TEXT,
	what_worked TEXT,
	corrective_actions TEXT,
	review_date INTEGER,
	review_attendees TEXT,
	closure_criteria TEXT,
	kb_refs TEXT,
	retention_class TEXT,
	evidence_reviewed INTEGER,
	close_reason TEXT,
	close_requested_by TEXT,
	closed_by TEXT,
	approved_by TEXT,
	ack_severity TEXT,
	triage_severity TEXT,
	contain_severity TEXT,
	id_prefix TEXT,
	id_year INTEGER,
	id_number INTEGER
);

CREATE TABLE notes (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	author TEXT,
	created_at INTEGER,
	body TEXT,
	corrects INTEGER
);

CREATE TABLE actions (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	phase TEXT,
	body TEXT,
	at INTEGER,
	actor TEXT,
	target TEXT,
	external_id TEXT,
	automated INTEGER,
	approver TEXT,
	result TEXT,
	created_at INTEGER
);

CREATE TABLE transfers (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	from_group TEXT,
	to_group TEXT,
	reason TEXT,
	summary TEXT,
	offered_by TEXT,
	offered_at INTEGER,
	state TEXT,
	due_at INTEGER,
	answered_by TEXT,
	answered_at INTEGER,
	answer_reason TEXT
);

CREATE TABLE escalations (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	kind TEXT,
	from_group TEXT,
	to_name TEXT,
	to_group TEXT,
	to_user TEXT,
	level TEXT,
	reason TEXT,
	escalated_by TEXT,
	at INTEGER,
	state TEXT,
	due_at INTEGER,
	acknowledged_by TEXT,
	acknowledged_at INTEGER
);

CREATE TABLE alerts (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	source TEXT NOT NULL,
	alert_key TEXT NOT NULL,
	title TEXT,
	severity TEXT,
	state TEXT,
	seen_count INTEGER,
	case_id TEXT REFERENCES cases (id),
	format TEXT NOT NULL,
	event_time INTEGER,
	received_at INTEGER,
	first_seen INTEGER,
	last_seen INTEGER,
	asset TEXT,
	account TEXT,
	rule_id TEXT,
	rule_name TEXT,
	techniques TEXT,
	link TEXT,
	cui INTEGER,
	raw_sha256 TEXT,
	raw_size INTEGER,
	dismissed_reason TEXT
);

CREATE TABLE users (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	name TEXT NOT NULL,
	full_name TEXT,
	state TEXT,
	kind TEXT,
	created_at INTEGER,
	created_by TEXT,
	last_login_at INTEGER,
	failures_since INTEGER,
	must_change INTEGER,
	password_changed_at INTEGER,
	public_box TEXT,
	public_sign TEXT,
	slot INTEGER,
	epoch INTEGER
);

CREATE TABLE groups (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	name TEXT NOT NULL,
	label TEXT,
	created_at INTEGER,
	created_by TEXT
);

CREATE TABLE members (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	role TEXT NOT NULL,
	group_name TEXT,
	active INTEGER,
	given_by TEXT,
	at INTEGER
);

CREATE TABLE watchers (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	user_name TEXT NOT NULL,
	active INTEGER,
	at INTEGER
);

CREATE TABLE access_entries (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES cases (id),
	user_name TEXT NOT NULL,
	active INTEGER NOT NULL,
	given_by TEXT,
	at INTEGER
);

CREATE TABLE settings (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	name TEXT NOT NULL,
	value TEXT,
	set_by TEXT,
	at INTEGER
);

CREATE TABLE signers (
	pk INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	salt BLOB NOT NULL,
	user_name TEXT NOT NULL,
	public_key TEXT NOT NULL,
	at INTEGER
);

-- Queues read one of these from its start: visible group, restricted, open, then the order of the
-- queue; the last columns are there so that filters need no look at the row.
CREATE INDEX cases_queue ON cases (group_name, restricted, open, sev_rank, due_rank, pk, owner, state,
	due_at, cui_involvement);
CREATE INDEX cases_all ON cases (restricted, open, sev_rank, due_rank, pk, owner, state, due_at,
	cui_involvement);
CREATE INDEX cases_group ON cases (group_name, restricted, open);
CREATE INDEX cases_newest ON cases (restricted, open);
CREATE INDEX cases_owner ON cases (owner, open, sev_rank, due_rank) WHERE owner IS NOT NULL;
CREATE INDEX cases_creator ON cases (created_by, open, sev_rank, due_rank);
CREATE INDEX cases_offered ON cases (offered_to, open, sev_rank, due_rank)
	WHERE offered_to IS NOT NULL;
CREATE INDEX cases_correlation ON cases (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE UNIQUE INDEX cases_id ON cases (id);
CREATE UNIQUE INDEX cases_uuid ON cases (uuid);
CREATE UNIQUE INDEX cases_number ON cases (id_prefix, id_year, id_number);

CREATE INDEX notes_case ON notes (case_id);
CREATE INDEX actions_case ON actions (case_id);
CREATE INDEX transfers_case ON transfers (case_id);
CREATE INDEX transfers_offered ON transfers (to_group) WHERE state = 'offered';
CREATE INDEX escalations_case ON escalations (case_id);
CREATE INDEX escalations_group ON escalations (to_group, state);
CREATE INDEX escalations_user ON escalations (to_user, state);
CREATE UNIQUE INDEX alerts_key ON alerts (source, alert_key, format);
CREATE INDEX alerts_case ON alerts (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX alerts_state ON alerts (state);
CREATE UNIQUE INDEX users_name ON users (name);
CREATE UNIQUE INDEX groups_name ON groups (name);
CREATE INDEX members_user ON members (user_name);
CREATE INDEX members_group ON members (group_name) WHERE group_name IS NOT NULL;
CREATE UNIQUE INDEX watchers_case ON watchers (case_id, user_name);
CREATE INDEX watchers_user ON watchers (user_name);
CREATE UNIQUE INDEX access_case ON access_entries (case_id, user_name);
CREATE UNIQUE INDEX settings_name ON settings (name);
CREATE INDEX signers_user ON signers (user_name);

-- The log only grows, by one, and only under Blotter's hand: a shell without its function
-- blotter_guard() cannot write at all. REPLACE is stopped by the test on seq.
CREATE TRIGGER audit_insert BEFORE INSERT ON audit
	WHEN blotter_guard() IS NOT 1 OR new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
	BEGIN SELECT raise(ABORT, 'audit: the next entry only'); END;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
	BEGIN SELECT raise(ABORT, 'audit: append only'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
	BEGIN SELECT raise(ABORT, 'audit: append only'); END;

CREATE TRIGGER audit_value_insert BEFORE INSERT ON audit_value
	WHEN blotter_guard() IS NOT 1
		OR EXISTS (SELECT 1 FROM audit_value WHERE seq = new.seq AND item = new.item)
	BEGIN SELECT raise(ABORT, 'audit_value: new ones only'); END;
CREATE TRIGGER audit_value_update BEFORE UPDATE ON audit_value
	WHEN blotter_guard() IS NOT 1 OR new.value IS NOT NULL OR new.salt IS NOT NULL
		OR new.seq IS NOT old.seq OR new.item IS NOT old.item OR new.name IS NOT old.name
	BEGIN SELECT raise(ABORT, 'audit_value: a purge only'); END;
CREATE TRIGGER audit_value_delete BEFORE DELETE ON audit_value
	BEGIN SELECT raise(ABORT, 'audit_value: nothing is deleted'); END;

CREATE TRIGGER raw_insert BEFORE INSERT ON raw WHEN blotter_guard() IS NOT 1
	BEGIN SELECT raise(ABORT, 'raw: only Blotter writes here'); END;
CREATE TRIGGER raw_update BEFORE UPDATE ON raw
	BEGIN SELECT raise(ABORT, 'raw: nothing is changed'); END;
CREATE TRIGGER raw_delete BEFORE DELETE ON raw
	BEGIN SELECT raise(ABORT, 'raw: nothing is deleted'); END;

CREATE TRIGGER meta_insert BEFORE INSERT ON meta WHEN blotter_guard() IS NOT 1
	BEGIN SELECT raise(ABORT, 'meta: only Blotter writes here'); END;
CREATE TRIGGER meta_update BEFORE UPDATE ON meta
	BEGIN SELECT raise(ABORT, 'meta: nothing is changed'); END;
CREATE TRIGGER meta_delete BEFORE DELETE ON meta
	BEGIN SELECT raise(ABORT, 'meta: nothing is deleted'); END;

CREATE TRIGGER store_secret_insert BEFORE INSERT ON store_secret WHEN blotter_guard() IS NOT 1
	BEGIN SELECT raise(ABORT, 'store_secret: only Blotter writes here'); END;
CREATE TRIGGER store_secret_update BEFORE UPDATE ON store_secret
	BEGIN SELECT raise(ABORT, 'store_secret: nothing is changed'); END;
CREATE TRIGGER store_secret_delete BEFORE DELETE ON store_secret
	BEGIN SELECT raise(ABORT, 'store_secret: nothing is deleted'); END;

-- The objects: new rows, changes under a later entry, nothing is ever deleted.
CREATE TRIGGER cases_insert BEFORE INSERT ON cases
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM cases WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'cases: only Blotter writes here'); END;
CREATE TRIGGER cases_update BEFORE UPDATE ON cases
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'cases: only Blotter writes here'); END;
CREATE TRIGGER cases_delete BEFORE DELETE ON cases
	BEGIN SELECT raise(ABORT, 'cases: nothing is deleted'); END;

CREATE TRIGGER notes_insert BEFORE INSERT ON notes
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM notes WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'notes: only Blotter writes here'); END;
CREATE TRIGGER notes_update BEFORE UPDATE ON notes
	BEGIN SELECT raise(ABORT, 'notes: append only'); END;
CREATE TRIGGER notes_delete BEFORE DELETE ON notes
	BEGIN SELECT raise(ABORT, 'notes: nothing is deleted'); END;

CREATE TRIGGER actions_insert BEFORE INSERT ON actions
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM actions WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'actions: only Blotter writes here'); END;
CREATE TRIGGER actions_update BEFORE UPDATE ON actions
	BEGIN SELECT raise(ABORT, 'actions: append only'); END;
CREATE TRIGGER actions_delete BEFORE DELETE ON actions
	BEGIN SELECT raise(ABORT, 'actions: nothing is deleted'); END;

CREATE TRIGGER transfers_insert BEFORE INSERT ON transfers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM transfers WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'transfers: only Blotter writes here'); END;
CREATE TRIGGER transfers_update BEFORE UPDATE ON transfers
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'transfers: only Blotter writes here'); END;
CREATE TRIGGER transfers_delete BEFORE DELETE ON transfers
	BEGIN SELECT raise(ABORT, 'transfers: nothing is deleted'); END;

CREATE TRIGGER escalations_insert BEFORE INSERT ON escalations
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM escalations WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'escalations: only Blotter writes here'); END;
CREATE TRIGGER escalations_update BEFORE UPDATE ON escalations
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'escalations: only Blotter writes here'); END;
CREATE TRIGGER escalations_delete BEFORE DELETE ON escalations
	BEGIN SELECT raise(ABORT, 'escalations: nothing is deleted'); END;

CREATE TRIGGER alerts_insert BEFORE INSERT ON alerts
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM alerts WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'alerts: only Blotter writes here'); END;
CREATE TRIGGER alerts_update BEFORE UPDATE ON alerts
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'alerts: only Blotter writes here'); END;
CREATE TRIGGER alerts_delete BEFORE DELETE ON alerts
	BEGIN SELECT raise(ABORT, 'alerts: nothing is deleted'); END;

CREATE TRIGGER users_insert BEFORE INSERT ON users
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM users WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'users: only Blotter writes here'); END;
CREATE TRIGGER users_update BEFORE UPDATE ON users
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'users: only Blotter writes here'); END;
CREATE TRIGGER users_delete BEFORE DELETE ON users
	BEGIN SELECT raise(ABORT, 'users: nothing is deleted'); END;

CREATE TRIGGER groups_insert BEFORE INSERT ON groups
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM groups WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'groups: only Blotter writes here'); END;
CREATE TRIGGER groups_update BEFORE UPDATE ON groups
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'groups: only Blotter writes here'); END;
CREATE TRIGGER groups_delete BEFORE DELETE ON groups
	BEGIN SELECT raise(ABORT, 'groups: nothing is deleted'); END;

CREATE TRIGGER members_insert BEFORE INSERT ON members
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM members WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'members: only Blotter writes here'); END;
CREATE TRIGGER members_update BEFORE UPDATE ON members
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'members: only Blotter writes here'); END;
CREATE TRIGGER members_delete BEFORE DELETE ON members
	BEGIN SELECT raise(ABORT, 'members: nothing is deleted'); END;

CREATE TRIGGER watchers_insert BEFORE INSERT ON watchers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM watchers WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'watchers: only Blotter writes here'); END;
CREATE TRIGGER watchers_update BEFORE UPDATE ON watchers
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'watchers: only Blotter writes here'); END;
CREATE TRIGGER watchers_delete BEFORE DELETE ON watchers
	BEGIN SELECT raise(ABORT, 'watchers: nothing is deleted'); END;

CREATE TRIGGER access_entries_insert BEFORE INSERT ON access_entries
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM access_entries WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'access_entries: only Blotter writes here'); END;
CREATE TRIGGER access_entries_update BEFORE UPDATE ON access_entries
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'access_entries: only Blotter writes here'); END;
CREATE TRIGGER access_entries_delete BEFORE DELETE ON access_entries
	BEGIN SELECT raise(ABORT, 'access_entries: nothing is deleted'); END;

CREATE TRIGGER settings_insert BEFORE INSERT ON settings
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM settings WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'settings: only Blotter writes here'); END;
CREATE TRIGGER settings_update BEFORE UPDATE ON settings
	WHEN blotter_guard() IS NOT 1 OR new.pk IS NOT old.pk OR new.seq <= old.seq
	BEGIN SELECT raise(ABORT, 'settings: only Blotter writes here'); END;
CREATE TRIGGER settings_delete BEFORE DELETE ON settings
	BEGIN SELECT raise(ABORT, 'settings: nothing is deleted'); END;

CREATE TRIGGER signers_insert BEFORE INSERT ON signers
	WHEN blotter_guard() IS NOT 1 OR EXISTS (SELECT 1 FROM signers WHERE pk = new.pk)
	BEGIN SELECT raise(ABORT, 'signers: only Blotter writes here'); END;
CREATE TRIGGER signers_update BEFORE UPDATE ON signers
	BEGIN SELECT raise(ABORT, 'signers: append only'); END;
CREATE TRIGGER signers_delete BEFORE DELETE ON signers
	BEGIN SELECT raise(ABORT, 'signers: nothing is deleted'); END;
