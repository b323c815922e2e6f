-- Every indicator of every unit, as the table behind the official report has them of the plan.
SELECT
    row_number() OVER (PARTITION BY a.unit ORDER BY a.field_order, a.indicator_order) AS place,
    a.* EXCLUDE (field_order, indicator_order)
FROM report_annex AS a
JOIN report_unit AS u USING (unit)
ORDER BY u.unit_order, place;
