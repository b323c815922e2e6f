-- Every submission that a run took in from a moment on, the latest received first.
SELECT
    concat_ws('/', s.file, m.member) AS file,
    coalesce(s.unit, '') AS unit,
    coalesce(s.period, '') AS period,
    s.received_at,
    s.outcome,
    s.late,
    s.cells_in AS cells,
    s.held
FROM submission AS s
LEFT JOIN run AS r USING (run)
LEFT JOIN submission_member AS m USING (submission)
WHERE coalesce(r.started_at, s.received_at) >= $since
ORDER BY s.received_at DESC, s.sequence DESC
LIMIT $most
