-- Flows within a unit: the sum of what was reported inside the period (`value`) and from the report
-- year's first day (`assessed`).
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
)
SELECT
    s.unit, s.indicator, w.first_month, w.last_month, w.part,
    exact_sum(s.amount) AS amount, exact_sum(s.base) AS base, bool_or(s.estimated) AS estimated
FROM inside AS w
JOIN standing AS s
  ON s.indicator = w.indicator
 AND s.first_month = w.report_first
 AND s.last_month = w.report_last
WHERE s.over_time = 'flow' AND s.has_figure
GROUP BY ALL;
