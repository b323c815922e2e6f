-- Each unit of the period in one line: score, rank, indicators in the short groups, forms.
SELECT
    row_number() OVER (ORDER BY u.unit_order) AS place,
    u.unit, u.unit_name, s.score, s.rank, n.* EXCLUDE (unit, field, provisional)
FROM report_unit AS u
JOIN report_count AS n ON n.unit = u.unit AND n.field = 'ALL'
CROSS JOIN report_context AS c
LEFT JOIN scores AS s ON s.unit = u.unit AND s.field = 'ALL' AND s.period = c.period
ORDER BY place;
