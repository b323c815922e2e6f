-- Delivery of flows per unit: every reporting period on whose last day the unit is valid is expected;
-- what is not applicable leaves; withheld is delivered, but the figure lacks it. `missing`: a unit
-- that was expected, and something for which a stand-in may be taken.
CREATE OR REPLACE TEMP TABLE flow_coverage AS
WITH figure_wanted AS (
    SELECT
        w.indicator, i.months, w.first_month, w.last_month, w.part,
        CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END AS from_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE w.coverage AND i.over_time = 'flow' AND i.measure <> 'formula'
),
-- One stretch of months serves several figures.
stretch AS (
    SELECT *, row_number() OVER (ORDER BY indicator, from_month, last_month) AS stretch
    FROM (SELECT DISTINCT indicator, months, from_month, last_month FROM figure_wanted)
),
inside AS (
    SELECT w.stretch, w.indicator, l.first_month, l.last_month
    FROM stretch AS w
    JOIN report_label AS l ON l.first_month >= w.from_month AND l.last_month <= w.last_month
),
delivered AS (
    SELECT
        s.unit, w.stretch,
        coalesce(sum(e.reports) FILTER (s.state = 'not_applicable'), 0) AS excused,
        coalesce(sum(e.reports) FILTER (s.state <> 'not_applicable'), 0) AS present,
        bool_or(s.state = 'withheld') AS withheld,
        bool_or(s.state = 'withheld'
                AND (e.reports IS NOT NULL OR s.last_month - s.first_month + 1 = s.months))
            AS withheld_part,
        bool_or(s.state <> 'not_applicable') AS came
    FROM inside AS w
    JOIN standing AS s USING (indicator, first_month, last_month)
    LEFT JOIN expected_reports AS e
      ON e.span = s.span AND e.months = s.months
     AND e.first_month = s.first_month AND e.last_month = s.last_month
    GROUP BY s.unit, w.stretch
),
asked AS (
    SELECT r.unit, w.*, coalesce(e.reports, 0) AS due
    FROM stretch AS w
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN expected_reports AS e
      ON e.span = u.span AND e.months = w.months
     AND e.first_month = w.from_month AND e.last_month = w.last_month
),
weighed AS (
    SELECT
        a.unit, a.indicator, a.from_month, a.last_month, a.due,
        coalesce(d.excused, 0) AS excused, coalesce(d.present, 0) AS present,
        d.unit IS NOT NULL AS has_reports, coalesce(d.withheld, false) AS withheld,
        coalesce(d.withheld_part, false) AS withheld_part,
        coalesce(d.came, false) AS came
    FROM asked AS a
    LEFT JOIN delivered AS d USING (unit, stretch)
)
SELECT
    g.unit, f.indicator, f.first_month, f.last_month, f.part,
    g.due > g.excused AS expected,
    g.due > g.excused AND g.has_reports AND g.due = g.excused + g.present AS complete,
    g.due > g.excused + g.present OR g.withheld AS lacking,
    g.due > g.excused AND (g.due > g.excused + g.present OR g.withheld_part) AS missing,
    g.came
FROM weighed AS g
JOIN figure_wanted AS f USING (indicator, from_month, last_month)
WHERE g.due > 0 OR g.came;
