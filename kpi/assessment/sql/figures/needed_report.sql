-- Which periods' reports can matter for which indicator: those inside a stretch that a figure
-- wanted looks at, of milestones all before, and where something may have to stand in for a silent unit
-- those of the year before. Periods shorter than the indicator's own, or not made of whole ones, are
-- none of its reports.
CREATE OR REPLACE TEMP TABLE needed_report AS
WITH stretch AS (
    SELECT DISTINCT
        w.indicator, w.last_month,
        CASE
            WHEN i.measure = 'milestone' THEN 0
            WHEN w.stand_ins THEN least(w.first_month, w.year_first) - 12
            WHEN i.over_time = 'running_total' THEN w.opening_month
            WHEN w.part = 'assessed' THEN w.year_first
            ELSE w.first_month
        END AS from_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE i.measure <> 'formula'
)
SELECT DISTINCT
    i.indicator, i.indicator_order, i.measure, i.over_time, i.months, l.*
FROM stretch AS s
JOIN plan_indicator AS i USING (indicator)
JOIN report_label AS l ON l.first_month >= s.from_month AND l.last_month <= s.last_month
WHERE l.last_month - l.first_month + 1 >= i.months
  AND l.first_month % i.months = 0
  AND (l.last_month + 1) % i.months = 0;
