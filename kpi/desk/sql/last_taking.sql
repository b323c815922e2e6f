-- When the last run began that took anything in; null before the first.
SELECT max(coalesce(r.started_at, s.received_at)) AS started_at
FROM submission AS s
LEFT JOIN run AS r USING (run)
