SELECT
    submission,
    concat_ws('/', file, member) AS file,
    sha256,
    unit,
    period,
    received_at,
    outcome,
    cells_in,
    loaded,
    held,
    superseded,
    unchanged
FROM received_by($as_of)
LEFT JOIN submission_member USING (submission)
WHERE $period IS NULL OR period = $period
ORDER BY received_at, sequence
