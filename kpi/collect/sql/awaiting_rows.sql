-- The submissions that await their feedback, each with its arrival.
WITH came AS (
    SELECT path, sha256, max(size) AS size, min(first_seen_at) AS first_seen_at
    FROM arrival
    GROUP BY path, sha256
)
SELECT
    t.submission, t.file, t.sha256, coalesce(c.size, 0) AS size, t.received_at,
    coalesce(c.first_seen_at, t.received_at) AS first_seen_at, t.unit, t.period,
    t.shared, t.periods, t.whole, t.waits,
    t.outcome, t.late, t.cells_in, t.loaded, t.superseded, t.unchanged, t.held
FROM awaiting_feedback AS t
LEFT JOIN came AS c ON c.path = t.file AND c.sha256 = t.sha256
ORDER BY t.sequence
