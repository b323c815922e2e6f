-- What each row is measured against: the year's target, where the year started, where the path to
-- the target should be now. A linear path without a start is flat. `has_goal`: some year has a target.
-- Every row asked is here, empty where the indicator is not due.
CREATE OR REPLACE TEMP TABLE yardstick AS
WITH scoped AS (
    SELECT
        r.period, r.indicator, r.entity, r.level, p.year, p.month_of_year / 12 AS elapsed,
        a.first_month, a.last_month, i.measure, i.path, i.direction, f.cumulated,
        CASE r.level
            WHEN 'plan' THEN 'plan'
            WHEN 'unit' THEN coalesce(s.scope, CASE WHEN i.measure <> 'count' THEN 'plan' END)
            ELSE CASE WHEN i.measure <> 'count' THEN 'plan' END
        END AS scope,
        CASE WHEN r.level = 'plan' OR i.measure <> 'count' THEN i.baseline END AS baseline,
        CASE WHEN r.level = 'plan' OR i.measure <> 'count' THEN i.baseline_year END AS baseline_year
    FROM asked_row AS r
    JOIN asked_period AS p USING (period)
    JOIN asked_figure AS a USING (period, indicator)
    JOIN plan_indicator AS i USING (indicator)
    LEFT JOIN plan_unit_scope AS s ON s.indicator = r.indicator AND s.unit = r.entity
    LEFT JOIN profile_in_force AS f
      ON f.indicator = r.indicator AND f.year = p.year AND f.month_of_year = p.month_of_year
    WHERE a.first_month IS NOT NULL
),
measured AS (
    SELECT
        s.*, coalesce(t.value, g.target) AS target, coalesce(b.value, g.start) AS start,
        l.goal IS NOT NULL AS has_goal
    FROM scoped AS s
    LEFT JOIN target_line AS t
      ON t.indicator = s.indicator AND t.scope = s.scope AND t.year = s.year AND t.is_target
    LEFT JOIN goal AS l ON l.indicator = s.indicator AND l.scope = s.scope
    LEFT JOIN target_line AS b
      ON b.indicator = s.indicator AND b.scope = s.scope AND b.year = s.year - 1
    -- a condition on the left side alone would make DuckDB compare every pair of rows
    LEFT JOIN group_target AS g
      ON g.entity = CASE s.level WHEN 'area' THEN s.entity END AND g.indicator = s.indicator
     AND g.first_month = s.first_month AND g.last_month = s.last_month
),
pathed AS (
    SELECT
        *,
        CASE
            WHEN measure = 'milestone' OR direction = 'within' THEN NULL
            WHEN path = 'linear' AND start IS NULL THEN 'flat'
            ELSE path
        END AS path_taken
    FROM measured
)
SELECT
    period, indicator, entity, level, first_month, last_month, scope, target, start, baseline, baseline_year, cumulated, path_taken,
    has_goal,
    CASE path_taken
        WHEN 'profile' THEN target * cumulated
        WHEN 'linear' THEN start + (target - start) * elapsed
        ELSE target
    END AS expected
FROM pathed
UNION ALL BY NAME
SELECT r.period, r.indicator, r.entity, r.level, false AS has_goal
FROM asked_row AS r
JOIN asked_figure AS a USING (period, indicator)
WHERE a.first_month IS NULL;
