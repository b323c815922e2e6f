-- The shares of the year that earlier complete years tell: how much of each year's total had come by
-- the end of each reporting period, then the mean of the years, each counting alike. A year is
-- complete if at the end of each of its reporting periods the whole plan has a figure for the year
-- so far that lacks nothing and rests on no estimate. Units and areas share the plan's profile.
CREATE OR REPLACE TEMP TABLE learned_profile AS
WITH reached AS (
    SELECT
        f.indicator, i.months, f.last_month // 12 AS year, f.last_month % 12 + 1 AS month_of_year,
        f.value
    FROM plan_indicator AS i
    JOIN figure AS f
      ON f.indicator = i.indicator AND f.last_month - f.first_month + 1 = i.months
    LEFT JOIN coverage AS c
      ON c.entity = f.entity AND c.indicator = f.indicator
     AND c.first_month = f.first_month AND c.last_month = f.last_month AND c.part = f.part
    WHERE i.learns AND f.entity = 'ALL' AND f.part = 'assessed' AND f.value IS NOT NULL
      AND NOT f.estimated AND NOT f.is_weak AND NOT coalesce(c.lacking, false)
),
-- A total of 0 or less has no shares.
complete_year AS (
    SELECT indicator, year, arg_max(value, month_of_year) AS total
    FROM reached
    GROUP BY indicator, year
    HAVING count(*) = 12 // any_value(months) AND arg_max(value, month_of_year) > 0
),
-- What a correction takes back later in the year had not come: shares never fall.
lasting AS (
    SELECT
        r.indicator, r.year, r.month_of_year,
        greatest(min(r.value) OVER later, 0) / y.total AS cumulated
    FROM reached AS r
    JOIN complete_year AS y USING (indicator, year)
    WINDOW later AS (PARTITION BY r.indicator, r.year ORDER BY r.month_of_year DESC)
),
asked_year AS (
    SELECT DISTINCT year FROM asked_period
)
SELECT
    l.indicator, a.year, l.month_of_year,
    exact_sum(l.cumulated) / count(*) AS cumulated,
    list(l.year ORDER BY l.year) AS years
FROM lasting AS l
JOIN asked_year AS a ON l.year < a.year
GROUP BY l.indicator, a.year, l.month_of_year;
