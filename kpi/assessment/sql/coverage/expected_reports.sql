-- How many reporting periods of each length a unit of each validity is expected to report inside a
-- stretch of months: those on whose last day it is valid.
CREATE OR REPLACE TEMP TABLE expected_reports AS
WITH stretch AS (
    SELECT i.months, w.first_month, w.last_month
    FROM wanted_figure AS w JOIN plan_indicator AS i USING (indicator)
    UNION
    SELECT i.months, w.year_first, w.last_month
    FROM wanted_figure AS w JOIN plan_indicator AS i USING (indicator)
    UNION
    SELECT DISTINCT i.months, l.first_month, l.last_month
    FROM report_label AS l CROSS JOIN (SELECT DISTINCT months FROM plan_indicator) AS i
),
due AS (
    SELECT s.*, m.last_day
    FROM stretch AS s
    JOIN calendar_month AS m ON m.month BETWEEN s.first_month AND s.last_month
    WHERE (m.month + 1) % s.months = 0
)
SELECT p.span, d.months, d.first_month, d.last_month, count(*) AS reports
FROM due AS d
JOIN plan_span AS p
  ON (p.valid_from IS NULL OR p.valid_from <= d.last_day)
 AND (p.valid_to IS NULL OR p.valid_to >= d.last_day)
GROUP BY ALL;
