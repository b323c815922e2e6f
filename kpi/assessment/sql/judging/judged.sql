-- Every row asked with its figures and what they are measured against; achievement of the year's
-- target and pace on the path to it, from `assessed` alone. All of it goes on to the results: finding
-- millions of rows again costs more than carrying them.
CREATE OR REPLACE TEMP TABLE judged AS
WITH gathered AS (
    SELECT
        r.period, r.indicator, r.entity, r.level, i.measure, i.direction, i.band_low, i.band_high,
        y.target, y.start, y.baseline, y.expected, y.path_taken, y.cumulated,
        c.value, c.numerator, c.denominator, c.assessed, c.done_on, c.units_reported,
        c.units_expected, c.provisional, c.state,
        i.measure = 'count' AND i.over_time <> 'stock' AND i.direction = 'down' AS is_ceiling,
        CASE i.direction WHEN 'up' THEN c.assessed >= y.target
                         WHEN 'down' THEN c.assessed <= y.target END AS is_reached
    FROM asked_row AS r
    JOIN plan_indicator AS i USING (indicator)
    JOIN asked_figure AS a USING (period, indicator)
    LEFT JOIN yardstick AS y USING (period, indicator, entity)
    LEFT JOIN condition AS c
      ON c.entity = r.entity AND c.indicator = r.indicator
     AND c.first_month = a.first_month AND c.last_month = a.last_month
),
paced AS (
    SELECT
        *,
        CASE
            WHEN assessed IS NULL OR measure = 'milestone' THEN NULL
            WHEN direction = 'within' AND assessed < band_low THEN assessed / band_low
            WHEN direction = 'within' AND assessed > band_high THEN band_high / assessed
            WHEN direction = 'within' THEN 1
            WHEN target IS NULL THEN NULL
            WHEN is_ceiling THEN CASE WHEN assessed = 0 THEN 1 ELSE expected / assessed END
            WHEN path_taken = 'profile' THEN
                CASE WHEN expected <> 0 THEN assessed / expected
                     WHEN assessed >= expected THEN 1 ELSE 0 END
            WHEN path_taken = 'linear' AND expected = start THEN
                CASE WHEN direction = 'up' AND assessed >= start THEN 1
                     WHEN direction = 'down' AND assessed <= start THEN 1 ELSE 0 END
            WHEN path_taken = 'linear' THEN (assessed - start) / (expected - start)
            WHEN direction = 'up' THEN
                CASE WHEN target <> 0 THEN assessed / target WHEN is_reached THEN 1 ELSE 0 END
            WHEN assessed = 0 THEN 1
            ELSE target / assessed
        END AS pace
    FROM gathered
)
SELECT
    period, indicator, entity, level, value, numerator, denominator, assessed, done_on,
    units_reported, units_expected, provisional, state, target, start, baseline, expected,
    path_taken, cumulated, pace,
    CASE
        WHEN assessed IS NULL THEN NULL
        WHEN measure = 'milestone' THEN assessed
        WHEN direction = 'within' THEN 100 * pace
        WHEN target IS NULL THEN NULL
        WHEN direction = 'up' AND target <> 0 THEN 100 * assessed / target
        WHEN direction = 'down' AND baseline IS NOT NULL AND baseline <> target
            THEN 100 * (baseline - assessed) / (baseline - target)
        WHEN direction = 'down' AND baseline IS NULL AND assessed <> 0
            THEN 100 * target / assessed
        WHEN is_reached THEN 100
        ELSE 0
    END AS achievement
FROM paced;
