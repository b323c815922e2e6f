-- The submissions behind the period, for the manifest.
SELECT s.file, s.sha256, s.unit, s.period, s.received_at, s.outcome
FROM submission AS s
CROSS JOIN report_context AS c
WHERE s.received_at <= c.as_of
  AND (s.period IN (SELECT period FROM report_part)
       OR (nullif(s.period, '') IS NULL
           AND s.received_at > c.closes_at AND s.received_at <= c.next_closes_at))
ORDER BY s.sequence, s.submission;
