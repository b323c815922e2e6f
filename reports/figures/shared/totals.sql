-- The plan as a whole in one line, also where it has no row.
SELECT
    coalesce(COLUMNS(n.* EXCLUDE (unit, field)), 0), s.score,
    (SELECT count(*) FROM report_scored AS d
     WHERE d.unit = 'ALL' AND d.period = c.period AND d.points IS NOT NULL) AS scored
FROM report_context AS c
LEFT JOIN report_count AS n ON n.unit = 'ALL' AND n.field = 'ALL'
LEFT JOIN scores AS s ON s.field = 'ALL' AND s.unit = 'ALL' AND s.period = c.period;
