-- The submissions that are kept out of force because their period was closed when they came.
SELECT s.submission, s.unit, s.period, s.file, s.received_at, s.cells_in - s.held AS cells
FROM set_aside AS w
JOIN act AS a USING (act)
JOIN submission AS s ON s.submission = w.submission
WHERE a.kind = 'close'
  AND w.since <= $as_of AND (w.until IS NULL OR w.until > $as_of)
ORDER BY s.received_at, s.sequence
