-- Files that could not be taken and of which it is not known whose they are, or of when, with the first
-- reason; those taken in from a moment on.
SELECT
    s.submission,
    s.file,
    coalesce(s.unit, '') AS unit,
    s.received_at,
    coalesce(r.started_at, s.received_at) AS taken_at,
    coalesce(p.message, '') AS message
FROM latest_submissions() AS s
LEFT JOIN run AS r USING (run)
LEFT JOIN problem AS p ON p.submission = s.submission AND p.ordinal = 1
WHERE (s.unit IS NULL OR s.period IS NULL)
  AND s.outcome = 'rejected'
  AND coalesce(r.started_at, s.received_at) >= $since
ORDER BY s.sequence
