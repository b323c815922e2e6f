-- What each row counts for in a score: its achievement cut to 0 to 100, without data 0 where there
-- was something to reach. Rows that do not count are empty.
CREATE OR REPLACE TEMP TABLE scored AS
SELECT
    r.period, r.unit, r.field, r.indicator, r.level, r.weight,
    CASE
        WHEN r.status IN ('not_due', 'not_applicable', 'no_target') THEN NULL
        WHEN r.status = 'no_data' THEN
            CASE WHEN s.missing_is_zero
                  AND (r.target IS NOT NULL OR r.band_low IS NOT NULL OR r.due_on IS NOT NULL)
                 THEN 0.0 END
        WHEN r.achievement IS NOT NULL THEN least(greatest(r.achievement, 0), 100)
    END AS points
FROM results AS r
CROSS JOIN setting AS s
WHERE r.level <> 'area';
