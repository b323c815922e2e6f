-- The plan as a whole in one line, also where it has no row.
SELECT coalesce(COLUMNS(n.* EXCLUDE (unit, field)), 0), s.score
FROM report_context AS c
LEFT JOIN report_count AS n ON n.unit = 'ALL' AND n.field = 'ALL'
LEFT JOIN scores AS s ON s.field = 'ALL' AND s.unit = 'ALL' AND s.period = c.period;
