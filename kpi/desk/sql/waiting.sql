-- How many submissions have feedback that is not in the outbox: each unit and period's latest (of
-- files that name none, each) that no run has given back.
WITH ranked AS (
    SELECT
        submission,
        row_number() OVER (
            PARTITION BY unit, period, CASE WHEN unit IS NULL OR period IS NULL THEN file END
            ORDER BY sequence DESC
        ) AS place
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
)
SELECT count(*) AS waiting
FROM ranked
WHERE place = 1 AND submission NOT IN (SELECT submission FROM given_back)
