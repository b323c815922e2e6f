-- Flows within a unit over every stretch of months that a figure looks at: the sum of what was reported,
-- and what of the reports came, is not applicable (`excused`), withheld or an estimate; `own` are those for
-- reporting periods of their own. Counted in reporting periods expected of the unit. Of indicators whose
-- figures are all whole numbers a plain sum is exact in any order; most are.
CREATE OR REPLACE TEMP TABLE flow_stretch AS
WITH figure_wanted AS (
    SELECT DISTINCT
        w.indicator, CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END AS from_month,
        w.last_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE i.over_time = 'flow' AND i.measure <> 'formula'
),
-- One stretch of months serves several figures: of January both.
stretch AS (
    SELECT *, row_number() OVER (ORDER BY indicator, from_month, last_month) AS stretch
    FROM figure_wanted
),
inside AS (
    SELECT w.stretch, w.indicator, l.first_month, l.last_month
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
        s.unit, s.indicator, w.stretch, s.has_figure, s.has_figure AND s.estimated AS estimated,
        CASE WHEN s.has_figure THEN s.amount END AS amount,
        CASE WHEN s.has_figure THEN s.base END AS base,
        e.reports, s.last_month - s.first_month + 1 = s.months AS is_own,
        s.state = 'not_applicable' AS is_excused, s.state = 'withheld' AS is_withheld,
        s.estimated AS is_estimate
    FROM inside AS w
    JOIN standing AS s USING (indicator, first_month, last_month)
    LEFT JOIN expected_reports AS e
      ON e.span = s.span AND e.months = s.months
     AND e.first_month = s.first_month AND e.last_month = s.last_month
),
summed AS (
    SELECT
        unit, stretch, sum(amount) AS amount, sum(base) AS base, bool_or(estimated) AS estimated,
        bool_or(has_figure) AS has_figure, coalesce(sum(reports), 0) AS due,
        coalesce(sum(reports) FILTER (is_excused), 0) AS excused,
        coalesce(sum(reports) FILTER (is_own), 0) AS own,
        bool_or(is_withheld) AS withheld,
        bool_or(is_withheld AND (reports IS NOT NULL OR is_own)) AS withheld_part,
        bool_or(is_withheld OR is_estimate) AS is_open, bool_or(NOT is_excused) AS came
    FROM report
    SEMI JOIN added USING (indicator)
    GROUP BY unit, stretch
    UNION ALL
    SELECT
        unit, stretch, exact_sum(amount), exact_sum(base), bool_or(estimated),
        bool_or(has_figure), coalesce(sum(reports), 0),
        coalesce(sum(reports) FILTER (is_excused), 0), coalesce(sum(reports) FILTER (is_own), 0),
        bool_or(is_withheld), bool_or(is_withheld AND (reports IS NOT NULL OR is_own)),
        bool_or(is_withheld OR is_estimate), bool_or(NOT is_excused)
    FROM report
    ANTI JOIN added USING (indicator)
    GROUP BY unit, stretch
)
SELECT s.* EXCLUDE (stretch, due), w.indicator, w.from_month, w.last_month, s.due - s.excused AS present
FROM summed AS s
JOIN stretch AS w USING (stretch);
