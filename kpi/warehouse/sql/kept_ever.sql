-- Every submission that came after its period was closed, and from when on it counts after all
-- (empty: it does not).
SELECT s.submission, s.unit, s.period, s.file, s.received_at, w.until
FROM set_aside AS w
JOIN act AS a USING (act)
JOIN submission AS s ON s.submission = w.submission
WHERE a.kind = 'close'
ORDER BY s.received_at, s.sequence
