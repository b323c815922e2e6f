SELECT
    submission, file, sha256, shared, unit, period, received_at, outcome, late,
    cells_in, loaded, superseded, unchanged, held
FROM awaiting_feedback
ORDER BY sequence
