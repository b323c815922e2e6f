-- The plan's years of the indicators that matter most (by weight, then what is not met): each year's
-- result and plan, where the plan was revised, where units were reformed, and where it all began.
WITH chosen AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY weight DESC, grouped = 'behind' DESC, grouped = 'at_risk' DESC, pace,
                     field_order, indicator_order) AS place
    FROM report_row
    WHERE unit = 'ALL' AND target IS NOT NULL AND assessed IS NOT NULL AND direction <> 'within'
)
SELECT
    h.place, h.indicator, h.indicator_name, h.unit_of_measure, h.measure, h.decimals, h.status,
    y.year, y.is_reformed,
    CASE WHEN y.reached THEN r.assessed END AS result,
    CASE WHEN y.reached THEN r.status END AS result_status,
    r.target,
    CASE WHEN v.indicator IS NOT NULL THEN r.target END AS revised,
    b.year AS baseline_year, b.value AS baseline
FROM chosen AS h
CROSS JOIN report_plan_year AS y
CROSS JOIN report_context AS c
LEFT JOIN report_past AS r ON r.unit = 'ALL' AND r.indicator = h.indicator AND r.period = y.period
LEFT JOIN report_revision AS v ON v.indicator = h.indicator AND v.year = y.year
LEFT JOIN report_baseline AS b ON b.indicator = h.indicator
WHERE h.place <= c.key_indicators
ORDER BY h.place, y.year;
