-- What stands behind, at risk or not met in each unit, the worst first, and how much is missing.
SELECT
    row_number() OVER worst_first AS place,
    a.unit, a.indicator, a.indicator_name, a.unit_of_measure, a.measure, a.decimals, a.points, a.done_on,
    a.status, a.assessed, g.required, a.target, a.due, g.missing, g.is_too_much,
    o.projection, o.likelihood, a.lead, a.units_reported, a.units_expected,
    coalesce(a.provisional, false) AS provisional
FROM report_row AS a
JOIN report_unit AS u USING (unit)
JOIN report_gap AS g USING (unit, indicator)
JOIN report_outlook AS o USING (unit, indicator)
WHERE a.grouped IN ('behind', 'at_risk')
WINDOW worst_first AS (
    PARTITION BY a.unit
    ORDER BY a.status_order DESC, a.pace NULLS LAST, a.field_order, a.indicator_order)
ORDER BY u.unit_order, place;
