-- Each unit of the period in one line: score, rank, indicators in the short groups, forms.
WITH counted AS (
    SELECT
        unit,
        count(*) AS indicators,
        count(*) FILTER (grouped = 'good') AS good,
        count(*) FILTER (grouped = 'at_risk') AS at_risk,
        count(*) FILTER (grouped = 'behind') AS behind,
        count(*) FILTER (grouped = 'no_data') AS no_data,
        count(*) FILTER (grouped = 'other') AS other
    FROM report_row
    GROUP BY unit
)
SELECT
    row_number() OVER (ORDER BY u.unit_order) AS place,
    u.unit, u.unit_name, s.score, s.rank, n.* EXCLUDE (unit)
FROM report_unit AS u
JOIN counted AS n USING (unit)
CROSS JOIN report_context AS c
LEFT JOIN scores AS s ON s.unit = u.unit AND s.field = 'ALL' AND s.period = c.period
ORDER BY place;
