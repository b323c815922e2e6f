-- How many indicators of the plan stand where; the counts add up to all of them.
WITH counted AS (
    SELECT status, count(*) AS indicators
    FROM report_row
    WHERE unit = 'ALL'
    GROUP BY status
),
filled AS (
    SELECT s.status, s.status_order, coalesce(c.indicators, 0) AS indicators
    FROM report_status AS s
    LEFT JOIN counted AS c USING (status)
),
total AS (SELECT sum(indicators) AS indicators FROM filled)
SELECT
    f.status,
    f.indicators,
    CASE WHEN t.indicators > 0 THEN 100.0 * f.indicators / t.indicators END AS share_pct,
    CAST(t.indicators AS INTEGER) AS total
FROM filled AS f CROSS JOIN total AS t
ORDER BY f.status_order;
