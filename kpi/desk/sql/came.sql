-- Every submission that a run took in from a moment on, the latest received first.
SELECT
    s.file,
    coalesce(s.unit, '') AS unit,
    coalesce(s.period, '') AS period,
    s.received_at,
    s.outcome,
    s.late,
    s.cells_in AS cells,
    s.held
FROM submission AS s
LEFT JOIN run AS r USING (run)
WHERE coalesce(r.started_at, s.received_at) >= $since
ORDER BY s.received_at DESC, s.sequence DESC
LIMIT $most
