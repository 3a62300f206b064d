-- The texts of an entry come into its own row: beside it, a row for each, they were three or four pages of
-- every act and most of what verifying had to read. As doc/FORMATS.md says, in the order of the line's digests:
-- changes (item 2 and on), origin (1), reason (0). What was purged stays so. Joined by ||, for group_concat()
-- ends at the first NUL, and salts hold some.
ALTER TABLE audit ADD COLUMN texts BLOB;
DROP TRIGGER audit_update;
DROP TRIGGER audit_value_update;
UPDATE audit_value SET value = CASE WHEN value IS NULL THEN '-'
	ELSE CAST('+' || salt || length(CAST(value AS BLOB)) || ':' || value AS BLOB) END;
UPDATE audit SET texts = (
	WITH RECURSIVE walk (item, texts) AS (
		SELECT 1, ''
		UNION ALL
		SELECT item + 1, texts || coalesce((SELECT value FROM audit_value AS v
			WHERE v.seq = audit.seq AND v.item = walk.item + 1), '')
		FROM walk WHERE item < (SELECT max(v.item) FROM audit_value AS v WHERE v.seq = audit.seq)
	)
	SELECT nullif(CAST(texts ||
		coalesce((SELECT value FROM audit_value AS v WHERE v.seq = audit.seq AND v.item = 1), '') ||
		coalesce((SELECT value FROM audit_value AS v WHERE v.seq = audit.seq AND v.item = 0), '')
		AS BLOB), x'')
	FROM walk ORDER BY item DESC LIMIT 1);
DROP TABLE audit_value;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
	WHEN blotter_guard() IS NOT 1 OR old.sig IS NOT NULL OR new.sig IS NULL
		OR old.seq IS NOT (SELECT max(seq) FROM audit)
		OR new.seq IS NOT old.seq OR new.line IS NOT old.line OR new.object IS NOT old.object
		OR new.case_id IS NOT old.case_id OR new.action IS NOT old.action
		OR new.actor IS NOT old.actor OR new.time IS NOT old.time OR new.texts IS NOT old.texts
	BEGIN SELECT raise(ROLLBACK, 'audit: append only'); END;
