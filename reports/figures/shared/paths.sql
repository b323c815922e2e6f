-- The year of the indicators that matter most (by weight, then the furthest behind): actual against
-- the path and the year's target, month by month. Months to come have a path but no actual.
-- One point makes no line, so indicators with several stand first.
WITH points AS (
    SELECT r.indicator, count(*) > 1 AS makes_line
    FROM report_past AS r
    JOIN report_month AS m ON m.period = r.period AND m.reached
    WHERE r.unit = 'ALL' AND r.assessed IS NOT NULL
    GROUP BY r.indicator
),
candidates AS (
    SELECT r.*, coalesce(p.makes_line, false) AS makes_line
    FROM report_row AS r
    LEFT JOIN points AS p USING (indicator)
    WHERE r.unit = 'ALL' AND r.target IS NOT NULL AND r.assessed IS NOT NULL
      AND r.direction <> 'within'
),
chosen AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY makes_line DESC, weight DESC, grouped = 'behind' DESC, grouped = 'at_risk' DESC,
                     pace, field_order, indicator_order) AS place
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
LEFT JOIN report_past AS r ON r.unit = 'ALL' AND r.indicator = h.indicator AND r.period = m.period
WHERE h.place <= c.key_indicators
ORDER BY h.place, m.month;
