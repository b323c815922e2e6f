-- Flows within a unit: the sum of what was reported inside the period (`value`) and from the report
-- year's first day (`assessed`). Of indicators whose figures are all whole numbers a plain sum is exact
-- in any order; most are.
CREATE OR REPLACE TEMP TABLE flow_sum AS
WITH stretch AS (
    SELECT
        indicator, first_month, last_month, part,
        CASE part WHEN 'value' THEN first_month ELSE year_first END AS from_month
    FROM wanted_figure
),
inside AS (
    SELECT w.*, l.first_month AS report_first, l.last_month AS report_last
    FROM stretch AS w
    JOIN report_label AS l ON l.first_month >= w.from_month AND l.last_month <= w.last_month
),
added AS (
    SELECT indicator
    FROM fact
    WHERE over_time = 'flow'
    GROUP BY indicator
    HAVING adds_exactly(amount) AND adds_exactly(base)
),
report AS (
    SELECT
        s.unit, s.indicator, w.first_month, w.last_month, w.part, s.amount, s.base, s.estimated
    FROM inside AS w
    JOIN standing AS s
      ON s.indicator = w.indicator
     AND s.first_month = w.report_first
     AND s.last_month = w.report_last
    WHERE s.over_time = 'flow' AND s.has_figure
)
SELECT
    unit, indicator, first_month, last_month, part,
    sum(amount) AS amount, sum(base) AS base, bool_or(estimated) AS estimated
FROM report
SEMI JOIN added USING (indicator)
GROUP BY unit, indicator, first_month, last_month, part
UNION ALL
SELECT
    unit, indicator, first_month, last_month, part,
    exact_sum(amount), exact_sum(base), bool_or(estimated)
FROM report
ANTI JOIN added USING (indicator)
GROUP BY unit, indicator, first_month, last_month, part;
