-- The year of the indicators that matter most (by weight, then the furthest behind): actual against
-- the path and the year's target, month by month. Months to come have a path but no actual.
WITH candidates AS (
    SELECT *
    FROM report_row
    WHERE unit = 'ALL' AND target IS NOT NULL AND assessed IS NOT NULL AND direction <> 'within'
),
chosen AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY weight DESC, grouped = 'behind' DESC, grouped = 'at_risk' DESC,
                     field_order, indicator_order) AS place
    FROM candidates
)
SELECT
    h.place, h.indicator, h.indicator_name, h.unit_of_measure, h.measure, h.decimals, h.status,
    m.month,
    CASE WHEN m.reached THEN r.assessed END AS actual,
    r.expected,
    h.target
FROM chosen AS h
CROSS JOIN report_month AS m
CROSS JOIN report_context AS c
LEFT JOIN results AS r ON r.unit = 'ALL' AND r.indicator = h.indicator AND r.period = m.period
WHERE h.place <= c.key_indicators
ORDER BY h.place, m.month;
