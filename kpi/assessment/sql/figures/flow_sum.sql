-- Flows within a unit: the sum of what was reported inside the period (`value`) and from the report
-- year's first day (`assessed`). Of indicators whose figures are all whole numbers a plain sum is exact
-- in any order; most are.
CREATE OR REPLACE TEMP TABLE flow_sum AS
WITH figure_wanted AS (
    SELECT
        indicator, first_month, last_month, part,
        CASE part WHEN 'value' THEN first_month ELSE year_first END AS from_month
    FROM wanted_figure
),
-- One stretch of months serves several figures: of January both.
stretch AS (
    SELECT *, row_number() OVER (ORDER BY indicator, from_month, last_month) AS stretch
    FROM (SELECT DISTINCT indicator, from_month, last_month FROM figure_wanted)
),
inside AS (
    SELECT w.stretch, w.indicator, l.first_month, l.last_month
    FROM stretch AS w
    JOIN plan_indicator AS i USING (indicator)
    JOIN report_label AS l ON l.first_month >= w.from_month AND l.last_month <= w.last_month
    WHERE i.over_time = 'flow'
),
added AS (
    SELECT indicator
    FROM fact
    WHERE over_time = 'flow'
    GROUP BY indicator
    HAVING adds_exactly(amount) AND adds_exactly(base)
),
report AS (
    SELECT s.unit, s.indicator, w.stretch, s.amount, s.base, s.estimated
    FROM inside AS w
    JOIN standing AS s USING (indicator, first_month, last_month)
    WHERE s.has_figure
),
summed AS (
    SELECT
        unit, stretch,
        sum(amount) AS amount, sum(base) AS base, bool_or(estimated) AS estimated
    FROM report
    SEMI JOIN added USING (indicator)
    GROUP BY unit, stretch
    UNION ALL
    SELECT unit, stretch, exact_sum(amount), exact_sum(base), bool_or(estimated)
    FROM report
    ANTI JOIN added USING (indicator)
    GROUP BY unit, stretch
)
SELECT
    s.unit, f.indicator, f.first_month, f.last_month, f.part, s.amount, s.base, s.estimated
FROM summed AS s
JOIN stretch AS w USING (stretch)
JOIN figure_wanted AS f USING (indicator, from_month, last_month);
