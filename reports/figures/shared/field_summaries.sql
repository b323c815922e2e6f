-- Each field in one line: its score and its indicators in the short groups, which add up.
WITH counted AS (
    SELECT
        field,
        count(*) AS indicators,
        count(*) FILTER (grouped = 'good') AS good,
        count(*) FILTER (grouped = 'at_risk') AS at_risk,
        count(*) FILTER (grouped = 'behind') AS behind,
        count(*) FILTER (grouped = 'no_data') AS no_data,
        count(*) FILTER (grouped = 'other') AS other
    FROM report_row
    WHERE unit = 'ALL'
    GROUP BY field
)
SELECT f.field, f.field_name, s.score, n.* EXCLUDE (field)
FROM report_field AS f
JOIN counted AS n USING (field)
CROSS JOIN report_context AS c
LEFT JOIN scores AS s ON s.field = f.field AND s.unit = 'ALL' AND s.period = c.period
ORDER BY f.field_order;
