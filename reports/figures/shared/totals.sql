-- The plan as a whole in one line.
WITH counted AS (
    SELECT
        count(*) AS indicators,
        count(*) FILTER (grouped = 'good') AS good,
        count(*) FILTER (grouped = 'at_risk') AS at_risk,
        count(*) FILTER (grouped = 'behind') AS behind,
        count(*) FILTER (grouped = 'no_data') AS no_data,
        count(*) FILTER (grouped = 'other') AS other,
        count(*) FILTER (coalesce(provisional, false)) AS provisional
    FROM report_row
    WHERE unit = 'ALL'
)
SELECT n.*, s.score
FROM counted AS n
CROSS JOIN report_context AS c
LEFT JOIN scores AS s ON s.field = 'ALL' AND s.unit = 'ALL' AND s.period = c.period;
