-- Files that could not be taken and of which it is not known whose they are, or of when, with the first
-- reason, and whose file of the same name was taken later; those taken in from a moment on.
WITH latest AS (
    SELECT *, string_split(file, '/')[-1] AS name FROM latest_submissions()
)
SELECT
    s.submission,
    s.file,
    coalesce(s.unit, '') AS unit,
    s.received_at,
    coalesce(r.started_at, s.received_at) AS taken_at,
    coalesce(p.message, '') AS message,
    coalesce((
        SELECT string_agg(DISTINCT l.unit, ' ')
        FROM latest AS l
        WHERE l.name = s.name AND l.sequence > s.sequence
          AND l.unit IS NOT NULL AND l.period IS NOT NULL
    ), '') AS taken_later
FROM latest AS s
LEFT JOIN run AS r USING (run)
LEFT JOIN problem AS p ON p.submission = s.submission AND p.ordinal = 1
WHERE (s.unit IS NULL OR s.period IS NULL)
  AND s.outcome = 'rejected'
  AND coalesce(r.started_at, s.received_at) >= $since
ORDER BY s.sequence
