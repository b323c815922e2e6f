-- What units say of the indicators that are behind, as written beside their figures of the period:
-- units that are behind themselves stand first.
WITH late AS (
    SELECT indicator, indicator_name, field_order, indicator_order
    FROM report_row
    WHERE unit = 'ALL' AND grouped IN ('behind', 'at_risk')
),
said AS (
    SELECT unit, indicator, period, part_order, trim(explanation) AS text
    FROM report_in_force
    WHERE in_period AND state <> 'withheld' AND trim(explanation) <> ''
)
SELECT s.indicator, l.indicator_name, u.unit_name, s.period, s.text
FROM said AS s
JOIN late AS l USING (indicator)
JOIN report_unit AS u USING (unit)
LEFT JOIN report_row AS r USING (unit, indicator)
ORDER BY
    l.field_order, l.indicator_order, coalesce(r.grouped, '') NOT IN ('behind', 'at_risk'),
    u.unit_order, s.part_order;
