-- Delivery of flows per unit: every reporting period on whose last day the unit is valid is expected;
-- what is not applicable leaves; withheld is delivered, but the figure lacks it.
CREATE OR REPLACE TEMP TABLE flow_coverage AS
WITH stretch AS (
    SELECT
        w.indicator, i.months, w.first_month, w.last_month, w.part,
        CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END AS from_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE w.coverage AND i.over_time = 'flow' AND i.measure <> 'formula'
),
inside AS (
    SELECT w.*, l.first_month AS report_first, l.last_month AS report_last
    FROM stretch AS w
    JOIN report_label AS l ON l.first_month >= w.from_month AND l.last_month <= w.last_month
),
delivered AS (
    SELECT
        s.unit, w.indicator, w.first_month, w.last_month, w.part,
        coalesce(sum(e.reports) FILTER (s.state = 'not_applicable'), 0) AS excused,
        coalesce(sum(e.reports) FILTER (s.state <> 'not_applicable'), 0) AS present,
        bool_or(s.state = 'withheld' AND e.reports IS NOT NULL) AS withheld,
        bool_or(s.state <> 'not_applicable') AS came
    FROM inside AS w
    JOIN standing AS s
      ON s.indicator = w.indicator
     AND s.first_month = w.report_first
     AND s.last_month = w.report_last
    LEFT JOIN expected_reports AS e
      ON e.span = s.span AND e.months = s.months
     AND e.first_month = s.first_month AND e.last_month = s.last_month
    GROUP BY ALL
),
asked AS (
    SELECT r.unit, w.*, coalesce(e.reports, 0) AS due
    FROM stretch AS w
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN expected_reports AS e
      ON e.span = u.span AND e.months = w.months
     AND e.first_month = w.from_month AND e.last_month = w.last_month
)
SELECT
    a.unit, a.indicator, a.first_month, a.last_month, a.part,
    a.due > coalesce(d.excused, 0) AS expected,
    a.due > coalesce(d.excused, 0) AND coalesce(a.due = d.excused + d.present, false) AS complete,
    a.due > coalesce(d.excused, 0) + coalesce(d.present, 0) OR coalesce(d.withheld, false) AS lacking,
    coalesce(d.came, false) AS came
FROM asked AS a
LEFT JOIN delivered AS d USING (unit, indicator, first_month, last_month, part)
WHERE a.due > 0 OR d.came;
