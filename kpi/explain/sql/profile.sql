-- The shares of the year that a profile gives, to the end of each month, in the row's report year.
-- `years`: those that a learned profile rests on; empty while there is none, null if it is not learned.
SELECT
    f.month_of_year, f.cumulated - lag(f.cumulated, 1, 0) OVER (ORDER BY f.month_of_year) AS share,
    f.cumulated, f.years
FROM profile_in_force AS f
JOIN asked_period AS p USING (year)
WHERE f.indicator = $indicator
ORDER BY f.month_of_year;
