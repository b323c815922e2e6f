-- The status of every indicator of every unit. `picture_place` orders units for the picture, which
-- has room for some: those with the lowest score first, so that none that needs a look is left out.
WITH placed AS (
    SELECT
        u.unit,
        u.unit_name,
        u.unit_order,
        row_number() OVER (ORDER BY s.score NULLS FIRST, u.unit_order) AS picture_place
    FROM report_unit AS u
    CROSS JOIN report_context AS c
    LEFT JOIN scores AS s ON s.unit = u.unit AND s.field = 'ALL' AND s.period = c.period
    WHERE u.unit IN (SELECT unit FROM report_row)
)
SELECT p.unit, p.unit_name, p.picture_place, r.indicator, r.status, r.decimals, r.measure, r.assessed
FROM report_row AS r
JOIN placed AS p USING (unit)
ORDER BY p.unit_order, r.field_order, r.indicator_order;
