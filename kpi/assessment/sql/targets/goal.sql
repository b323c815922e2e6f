-- The last target given to each scope, and its year.
CREATE OR REPLACE TEMP TABLE goal AS
SELECT indicator, scope, max(year) AS goal_year, arg_max(value, year) AS goal
FROM plan_target_point
WHERE is_target
GROUP BY indicator, scope;
