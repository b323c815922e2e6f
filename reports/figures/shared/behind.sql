-- What is behind, the worst first, and who leads it.
SELECT
    row_number() OVER worst_first AS place,
    count(*) OVER () AS total,
    indicator, indicator_name, field_name, unit_of_measure, measure, decimals,
    assessed, expected, target, 100 * pace AS pace_pct, status, lead,
    coalesce(provisional, false) AS provisional, method, depends_on_method
FROM report_row
WHERE unit = 'ALL' AND grouped IN ('behind', 'at_risk')
WINDOW worst_first AS (
    ORDER BY grouped = 'at_risk', pace NULLS LAST, field_order, indicator_order)
ORDER BY place;
