SELECT
    submission, file, sha256, size, received_at, first_seen_at, unit, period, shared,
    outcome, late, cells_in, loaded, superseded, unchanged, held
FROM awaiting_feedback
ORDER BY sequence
