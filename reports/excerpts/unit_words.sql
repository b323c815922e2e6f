-- What each unit says beside its own figures of the period, as written.
SELECT f.unit, f.indicator, u.unit_name, trim(f.explanation) AS text
FROM report_in_force AS f
JOIN report_unit AS u USING (unit)
WHERE f.in_period AND f.state <> 'withheld' AND trim(f.explanation) <> ''
ORDER BY u.unit_order, f.part_order, f.indicator;
