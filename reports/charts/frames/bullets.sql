-- Each indicator with a plan of the year, what is furthest behind first: what is reached, what should
-- be by now and what the year is likely to bring, in per cent of the plan. A plan that is not above 0
-- has no per cents: `left_out` names those.
WITH measured AS (
    SELECT
        r.*, c.ends_year,
        CASE r.measure WHEN 'yes_no' THEN least(r.projection, 100) ELSE r.projection END AS likely
    FROM report_row AS r
    CROSS JOIN report_context AS c
    WHERE r.unit = 'ALL' AND r.target IS NOT NULL AND r.assessed IS NOT NULL
      AND r.measure <> 'milestone' AND r.direction <> 'within'
),
without AS (
    SELECT coalesce(list(indicator ORDER BY field_order, indicator_order), []) AS left_out
    FROM measured
    WHERE target <= 0
)
SELECT
    row_number() OVER (
        ORDER BY m.grouped = 'behind' DESC, m.grouped = 'at_risk' DESC, m.pace NULLS LAST,
                 m.field_order, m.indicator_order) AS place,
    count(*) OVER () AS total,
    m.indicator, m.indicator_name, m.unit_of_measure, m.measure, m.decimals, m.status,
    m.grouped = 'behind' AS is_behind,
    m.direction = 'down' AS is_at_most,
    m.assessed, m.target,
    100 * m.assessed / m.target AS actual_pct,
    100 * m.expected / m.target AS expected_pct,
    CASE WHEN NOT m.ends_year THEN 100 * m.likely / m.target END AS likely_pct,
    CASE WHEN NOT m.ends_year THEN 100 * m.projection_low / m.target END AS low_pct,
    CASE WHEN NOT m.ends_year THEN 100 * m.projection_high / m.target END AS high_pct,
    w.left_out
FROM measured AS m
CROSS JOIN without AS w
WHERE m.target > 0
ORDER BY place;
