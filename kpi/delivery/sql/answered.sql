-- Of each unit and period the submission that came last, with the moment in which it was taken in,
-- and what is still open of all of the unit's and period's; those taken in from a moment on.
SELECT
    s.submission,
    s.file,
    s.unit,
    s.period,
    s.received_at,
    coalesce(r.started_at, s.received_at) AS taken_at,
    s.outcome,
    s.late,
    s.cells_in AS cells,
    s.loaded + s.superseded + s.unchanged AS taken,
    s.held,
    s.outcome = 'accepted_with_warnings' AND NOT EXISTS (
        SELECT 1 FROM problem AS p
        WHERE p.submission = s.submission AND p.rule <> 'late' AND coalesce(p.answered, '') = ''
    ) AS late_alone
FROM latest_submissions() AS s
LEFT JOIN run AS r USING (run)
WHERE s.unit IS NOT NULL
  AND s.period IS NOT NULL
  AND coalesce(r.started_at, s.received_at) >= $since
ORDER BY s.sequence
