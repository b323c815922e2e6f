-- Each field in one line: its score and its indicators in the short groups, which add up.
SELECT f.field, f.field_name, s.score, n.* EXCLUDE (unit, field, provisional)
FROM report_field AS f
JOIN report_count AS n ON n.field = f.field AND n.unit = 'ALL'
CROSS JOIN report_context AS c
LEFT JOIN scores AS s ON s.field = f.field AND s.unit = 'ALL' AND s.period = c.period
ORDER BY f.field_order;
