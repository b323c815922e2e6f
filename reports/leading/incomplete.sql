-- The indicators whose figures are not complete, and how many of their units have reported.
SELECT
    row_number() OVER (ORDER BY status <> 'inconclusive', field_order, indicator_order) AS place,
    indicator, indicator_name, status, units_reported, units_expected
FROM report_row
WHERE unit = 'ALL' AND (coalesce(provisional, false) OR status = 'inconclusive')
ORDER BY place;
