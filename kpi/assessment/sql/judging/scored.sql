-- What each row counts for in a score, 0 to 100; a unit without data 0 where there was something to
-- reach. Of the plan what is completed counts. Rows that do not count are empty. A view, for
-- it leaves out few rows of very many.
CREATE OR REPLACE TEMP VIEW scored AS
SELECT
    r.period, r.unit, r.field, r.indicator, r.level, r.weight,
    CASE
        WHEN r.status IN ('not_due', 'not_applicable', 'no_target') THEN NULL
        WHEN r.level = 'unit' AND r.status = 'no_data' THEN
            CASE WHEN s.missing_is_zero
                  AND (r.target IS NOT NULL OR r.band_low IS NOT NULL OR r.due_on IS NOT NULL)
                 THEN 0.0 END
        ELSE r.points
    END AS points
FROM results AS r
CROSS JOIN setting AS s
WHERE r.level <> 'area';
