-- How many submissions have feedback that is not in the outbox.
SELECT count(*) AS waiting
FROM latest_submissions()
WHERE submission NOT IN (SELECT submission FROM given_back)
