-- Whether the estimate's range reaches the year's target, what each remaining month must bring for it, and where the mean
-- yearly change leads by the plan's end; for reports and explanations only (all methods asked for).
CREATE OR REPLACE TEMP TABLE outlook AS
WITH ahead AS (
    SELECT
        r.period, r.unit, r.indicator, r.measure, r.over_time, r.direction, r.assessed, r.target,
        12 - p.month_of_year AS months_left,
        round_half_away(r.target, r.decimals) AS goal,
        round_half_away(r.band_low, r.decimals) AS band_low,
        round_half_away(r.band_high, r.decimals) AS band_high,
        round_half_away(r.assessed, r.decimals) AS shown,
        round_half_away(r.projection_low, r.decimals) AS low,
        round_half_away(r.projection_high, r.decimals) AS high
    FROM results AS r
    JOIN asked_period AS p USING (period)
    CROSS JOIN setting AS s
    WHERE s.all_methods AND r.is_due AND r.measure <> 'milestone' AND r.state = 'reported'
),
placed AS (
    SELECT
        *,
        CASE direction WHEN 'up' THEN low >= goal WHEN 'down' THEN high <= goal
                       ELSE low >= band_low AND high <= band_high END AS wholly,
        CASE direction WHEN 'up' THEN high >= goal WHEN 'down' THEN low <= goal
                       ELSE high >= band_low AND low <= band_high END AS partly,
        -- what is added up through the year: a ceiling leaves room, a target leaves a rest
        measure = 'count' AND over_time <> 'stock' AS adds_up
    FROM ahead
),
required AS (
    SELECT
        *,
        CASE
            WHEN months_left = 0 OR direction = 'within' THEN NULL
            WHEN NOT adds_up AND over_time <> 'stock' THEN NULL
            WHEN direction = 'up' AND shown >= goal THEN NULL
            WHEN direction = 'down' AND adds_up AND shown > goal THEN NULL
            WHEN direction = 'down' AND NOT adds_up AND shown <= goal THEN NULL
            ELSE (target - assessed) / months_left
        END AS required
    FROM placed
),
-- The same change a year as the method `projection` carries on, cut as the year's projection is.
carried_on AS (
    SELECT
        g.period, g.indicator, g.entity AS unit, g.goal AS end_target, g.goal_year AS end_year,
        g.latest + (g.latest - g.recent) / (g.moment - g.recent_moment)
                   * (g.goal_year - g.moment) AS at_end,
        greatest(CASE WHEN i.measure IN ('count', 'ratio') THEN 0.0 END,
                 CASE WHEN i.direction = 'down' THEN i.limit_value END) AS floor_value,
        CASE WHEN i.direction <> 'down' THEN i.limit_value END AS ceiling_value
    FROM growth AS g
    JOIN plan_indicator AS i USING (indicator)
    WHERE NOT g.is_completed AND g.recent_moment IS NOT NULL AND g.goal_year > g.moment
)
SELECT
    q.period, q.unit, q.indicator, q.months_left,
    CASE
        WHEN q.months_left = 0 OR q.low IS NULL OR q.high IS NULL THEN NULL
        WHEN q.goal IS NULL AND q.direction <> 'within' THEN NULL
        WHEN q.wholly THEN 'reaches'
        WHEN q.partly THEN 'open'
        ELSE 'misses'
    END AS likelihood,
    q.required,
    q.direction = 'down' AND q.adds_up AS is_at_most,
    c.end_year, c.end_target,
    CASE WHEN c.at_end IS NOT NULL
         THEN least(greatest(c.at_end, c.floor_value), c.ceiling_value) END AS end_projection
FROM required AS q
LEFT JOIN carried_on AS c USING (period, unit, indicator);
