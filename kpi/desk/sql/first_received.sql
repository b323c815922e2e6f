-- When the first file of all was received; null before it.
SELECT min(received_at) AS received_at
FROM submission
