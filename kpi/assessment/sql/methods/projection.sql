-- Where the year will end: by the profile's share so far, else along the slope of the latest
-- reporting periods; cut at the natural limit, and at 0 for counts and ratios.
CREATE OR REPLACE TEMP TABLE projection AS
WITH estimated AS (
    SELECT
        r.period, r.indicator, r.entity, i.measure, i.direction, i.limit_value,
        CASE WHEN i.path = 'profile' THEN
            CASE WHEN f.cumulated <> 0 THEN c.assessed / f.cumulated END
            ELSE c.assessed + s.slope * (12 - p.month_of_year) / i.months
        END AS middle,
        CASE WHEN i.path IS DISTINCT FROM 'profile'
             THEN c.assessed + s.slope_low * (12 - p.month_of_year) / i.months END AS low,
        CASE WHEN i.path IS DISTINCT FROM 'profile'
             THEN c.assessed + s.slope_high * (12 - p.month_of_year) / i.months END AS high
    FROM asked_row AS r
    JOIN asked_period AS p USING (period)
    JOIN asked_figure AS a USING (period, indicator)
    JOIN plan_indicator AS i USING (indicator)
    JOIN condition AS c
      ON c.entity = r.entity AND c.indicator = r.indicator
     AND c.first_month = a.first_month AND c.last_month = a.last_month
    LEFT JOIN profile_in_force AS f
      ON f.indicator = r.indicator AND f.year = p.year AND f.month_of_year = p.month_of_year
    LEFT JOIN slope AS s
      ON s.entity = r.entity AND s.indicator = r.indicator AND s.last_month = a.assessed_last
    WHERE i.measure <> 'milestone' AND c.assessed IS NOT NULL
),
bounded AS (
    SELECT
        *,
        -- greatest and least pass over empty bounds
        greatest(CASE WHEN measure IN ('count', 'ratio') THEN 0.0 END,
                 CASE WHEN direction = 'down' THEN limit_value END) AS floor_value,
        CASE WHEN direction <> 'down' THEN limit_value END AS ceiling_value
    FROM estimated
)
SELECT
    period, indicator, entity,
    CASE WHEN middle IS NOT NULL
         THEN least(greatest(middle, floor_value), ceiling_value) END AS projection,
    CASE WHEN low IS NOT NULL
         THEN least(greatest(low, floor_value), ceiling_value) END AS projection_low,
    CASE WHEN high IS NOT NULL
         THEN least(greatest(high, floor_value), ceiling_value) END AS projection_high
FROM bounded;
