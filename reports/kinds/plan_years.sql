-- Every indicator of the plan at the end of each of its years.
SELECT
    r.indicator, y.year, s.target, s.assessed, s.units_expected, s.status
FROM report_row AS r
JOIN report_year AS y ON true
JOIN report_past AS s ON s.period = y.period AND s.unit = 'ALL' AND s.indicator = r.indicator
WHERE r.unit = 'ALL'
ORDER BY r.field_order, r.indicator_order, y.year;
