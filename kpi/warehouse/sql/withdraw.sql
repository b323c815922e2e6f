-- What a withdrawal does, once it is known what it names.
UPDATE observation
SET out_at = $at, out_by = $act
WHERE rowid IN (SELECT unnest($answers::BIGINT[]));

INSERT INTO set_aside (submission, act, since)
SELECT unnest($submissions::VARCHAR[]), $act, $at;
