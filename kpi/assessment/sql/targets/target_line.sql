-- The straight line through each scope's given targets, baseline included, year by year from the
-- first point to the last. `is_target`: not the baseline's year, which has no target.
CREATE OR REPLACE TEMP TABLE target_line AS
WITH stretch AS (
    SELECT
        indicator, scope, value, is_target, year,
        lead(year) OVER along AS next_year,
        lead(value) OVER along AS next_value
    FROM plan_target_point
    WINDOW along AS (PARTITION BY indicator, scope ORDER BY year)
),
yearly AS (
    SELECT *, unnest(range(year, coalesce(next_year, year + 1)))::INTEGER AS at_year
    FROM stretch
)
SELECT
    indicator, scope, at_year AS year,
    CASE WHEN at_year = year THEN value
         ELSE value + (next_value - value) * (at_year - year) / (next_year - year) END AS value,
    is_target OR at_year > year AS is_target
FROM yearly;
