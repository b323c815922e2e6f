SELECT
    submission,
    file,
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
WHERE $period IS NULL OR period = $period
ORDER BY received_at, sequence
