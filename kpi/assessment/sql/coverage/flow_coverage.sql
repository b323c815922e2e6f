-- Delivery of flows per unit: every reporting period on whose last day the unit is valid is expected;
-- what is not applicable leaves; withheld is delivered, but the figure lacks it. `missing`: a unit
-- that was expected, and something for which a stand-in may be taken. A view: one reads it.
CREATE OR REPLACE TEMP VIEW flow_coverage AS
WITH figure_wanted AS (
    SELECT
        w.indicator, i.months, w.first_month, w.last_month, w.part,
        CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END AS from_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE w.coverage AND i.over_time = 'flow' AND i.measure <> 'formula'
),
-- One stretch of months serves several figures.
asked AS (
    SELECT r.unit, w.*, coalesce(e.reports, 0) AS due
    FROM (SELECT DISTINCT indicator, months, from_month, last_month FROM figure_wanted) AS w
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN expected_reports AS e
      ON e.span = u.span AND e.months = w.months
     AND e.first_month = w.from_month AND e.last_month = w.last_month
),
weighed AS (
    SELECT
        a.unit, a.indicator, a.from_month, a.last_month,
        a.due > coalesce(d.excused, 0) AS expected,
        a.due > coalesce(d.excused, 0) + coalesce(d.present, 0) AS is_short,
        a.due = d.excused + d.present AS is_whole,
        coalesce(d.withheld, false) AS withheld, coalesce(d.withheld_part, false) AS withheld_part,
        coalesce(d.came, false) AS came
    FROM asked AS a
    LEFT JOIN flow_stretch AS d USING (unit, indicator, from_month, last_month)
    WHERE a.due > 0 OR d.came
)
SELECT
    g.unit, f.indicator, f.first_month, f.last_month, f.part, g.expected,
    g.expected AND g.is_whole IS TRUE AS complete,
    g.is_short OR g.withheld AS lacking,
    g.expected AND (g.is_short OR g.withheld_part) AS missing,
    g.came
FROM weighed AS g
JOIN figure_wanted AS f USING (indicator, from_month, last_month);
