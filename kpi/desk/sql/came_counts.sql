-- How many submissions runs took in from a moment on, by outcome.
SELECT s.outcome, count(*) AS submissions
FROM submission AS s
LEFT JOIN run AS r USING (run)
WHERE coalesce(r.started_at, s.received_at) >= $since
GROUP BY s.outcome
ORDER BY s.outcome
