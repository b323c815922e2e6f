-- Every indicator of the plan as a whole, for the table behind the official report.
SELECT
    row_number() OVER (ORDER BY field_order, indicator_order) AS place,
    * EXCLUDE (unit, field_order, indicator_order)
FROM report_annex
WHERE unit = 'ALL'
ORDER BY place;
