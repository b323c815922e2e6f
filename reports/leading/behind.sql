-- What is behind or not met, the worst first: what it should have reached, how much is missing, and
-- what the year is likely to bring.
SELECT
    row_number() OVER worst_first AS place,
    a.indicator, a.indicator_name, a.unit_of_measure, a.measure, a.decimals, a.points, a.done_on, a.status,
    a.assessed, g.required, a.target, a.due, g.missing, g.is_too_much,
    o.projection, o.likelihood, a.lead, a.units_reported, a.units_expected,
    coalesce(a.provisional, false) AS provisional
FROM report_row AS a
JOIN report_gap AS g USING (unit, indicator)
JOIN report_outlook AS o USING (unit, indicator)
WHERE a.unit = 'ALL' AND a.status IN ('behind', 'not_met')
WINDOW worst_first AS (
    ORDER BY a.status = 'behind', a.pace NULLS LAST, a.field_order, a.indicator_order)
ORDER BY place;
