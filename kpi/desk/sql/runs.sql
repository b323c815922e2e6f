-- When each run began, the latest first.
SELECT started_at
FROM run
ORDER BY started_at DESC
