-- Shares of the year, cumulated to the end of each month, for each report year asked: as the plan
-- gives them, or learned from earlier years. `years` are those that a learned profile rests on; while
-- there is none the plan's equal shares hold.
CREATE OR REPLACE TEMP TABLE profile_in_force AS
WITH asked_year AS (
    SELECT DISTINCT year FROM asked_period
)
SELECT
    g.indicator, a.year, g.month_of_year, coalesce(l.cumulated, g.cumulated) AS cumulated,
    CASE WHEN i.learns THEN coalesce(l.years, CAST([] AS INTEGER[])) END AS years
FROM plan_profile AS g
JOIN plan_indicator AS i USING (indicator)
CROSS JOIN asked_year AS a
LEFT JOIN learned_profile AS l
  ON l.indicator = g.indicator AND l.year = a.year AND l.month_of_year = g.month_of_year
-- only the ends of reporting periods are learned
WHERE NOT i.learns OR g.month_of_year % i.months = 0;
