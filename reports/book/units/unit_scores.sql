-- The score of each unit in each field in which it has an indicator.
SELECT s.unit, s.field, s.score
FROM scores AS s
JOIN report_context AS c USING (period)
JOIN report_unit AS u USING (unit)
JOIN report_field AS f USING (field)
ORDER BY u.unit_order, f.field_order;
