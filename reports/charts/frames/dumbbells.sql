-- From where the plan began to what is reached, in per cent of the period's plan: what is furthest
-- below its plan first, of what should fall what is furthest above.
SELECT
    row_number() OVER (ORDER BY r.pace NULLS LAST, r.field_order, r.indicator_order) AS place,
    count(*) OVER () AS total,
    r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.status,
    r.direction = 'down' AS is_at_most,
    b.year AS baseline_year, b.value AS baseline, r.assessed, r.target,
    100 * b.value / r.target AS baseline_pct,
    100 * r.assessed / r.target AS result_pct
FROM report_row AS r
JOIN report_baseline AS b USING (indicator)
WHERE r.unit = 'ALL' AND r.target > 0 AND r.assessed IS NOT NULL AND r.direction <> 'within'
ORDER BY place;
