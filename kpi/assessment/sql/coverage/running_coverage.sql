-- Delivery of running totals per unit: expected as of the last year-end inside, complete if every
-- expected year-end is there. A unit that ended in the year is expected no more, but its figure
-- lacks something if the last report expected of it is missing or withheld. One of which nothing was
-- expected in the year may still report the part that it was there for.
-- `came_last`: a report came for the last reporting period itself, not only a total that is kept. A view:
-- one reads it.
CREATE OR REPLACE TEMP VIEW running_coverage AS
WITH slot AS (
    SELECT * EXCLUDE (coverage, measure)
    FROM running_end
    WHERE coverage AND measure <> 'formula'
),
last_expected AS (
    SELECT p.span, s.months, s.opening, s.slot, max(m.month) AS month
    FROM (SELECT DISTINCT months, opening, slot FROM slot) AS s
    JOIN calendar_month AS m
      ON m.month BETWEEN s.opening AND s.slot AND (m.month + 1) % s.months = 0
    JOIN plan_span AS p
      ON (p.valid_from IS NULL OR p.valid_from <= m.last_day)
     AND (p.valid_to IS NULL OR p.valid_to >= m.last_day)
    GROUP BY ALL
),
asked AS (
    SELECT
        r.unit, s.*, e.month AS due_month, (e.month = s.slot) IS TRUE AS is_valid,
        CASE WHEN e.month = s.slot THEN s.from_month ELSE s.opening END AS report_from
    FROM slot AS s
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN last_expected AS e
      ON e.span = u.span AND e.months = s.months AND e.opening = s.opening AND e.slot = s.slot
),
report AS (
    SELECT a.unit, a.indicator, a.first_month, a.last_month, a.part, a.slot, any_value(s.state) AS state
    FROM asked AS a
    JOIN standing AS s
      ON s.unit = a.unit AND s.indicator = a.indicator
     AND s.first_month <= a.due_month AND s.last_month >= a.due_month
     AND s.first_month >= a.report_from AND s.last_month <= a.slot
    WHERE s.over_time = 'running_total'
    GROUP BY ALL
),
-- What a unit that ended last said in the report year; not applicable is no report.
last_word AS (
    SELECT
        a.unit, a.indicator, a.first_month, a.last_month, a.part, a.slot,
        arg_max(s.state, (s.last_month, s.first_month)) AS state,
        max(s.first_month) >= any_value(a.from_month) AS is_inside,
        max(s.last_month) = any_value(a.slot) AS is_last
    FROM asked AS a
    JOIN standing AS s
      ON s.unit = a.unit AND s.indicator = a.indicator
     AND s.first_month >= a.opening AND s.last_month <= a.slot
    WHERE NOT a.is_valid AND NOT s.excused AND s.over_time = 'running_total'
    GROUP BY ALL
),
delivered AS (
    SELECT
        a.unit, a.indicator, a.first_month, a.last_month, a.part, a.slot,
        a.due_month IS NOT NULL AS due_in_year,
        a.is_valid AND r.state IS DISTINCT FROM 'not_applicable' AS expected,
        r.state IS NULL AND a.is_valid AS is_absent,
        a.due_month IS NOT NULL AND (r.state IS NULL OR r.state = 'withheld')
            AND (a.is_valid OR l.state IS DISTINCT FROM 'not_applicable') AS is_open,
        (CASE WHEN a.is_valid THEN r.state ELSE l.state END = 'withheld') IS TRUE AS is_withheld,
        CASE
            WHEN a.is_valid THEN (r.state <> 'not_applicable') IS TRUE
            ELSE (l.is_inside AND l.state <> 'not_applicable') IS TRUE
        END AS came,
        CASE
            WHEN a.is_valid THEN (r.state <> 'not_applicable') IS TRUE
            ELSE (l.is_inside AND l.is_last AND l.state <> 'not_applicable') IS TRUE
        END AS came_last
    FROM asked AS a
    LEFT JOIN last_word AS l USING (unit, indicator, first_month, last_month, part, slot)
    LEFT JOIN report AS r USING (unit, indicator, first_month, last_month, part, slot)
),
whole AS (
    SELECT
        unit, indicator, first_month, last_month, part,
        bool_or(expected AND slot = last_month) AS expected,
        NOT bool_or(is_absent) AS complete,
        bool_or(is_open OR is_withheld) AS lacking,
        bool_or(is_open OR (is_withheld AND due_in_year)) AS missing,
        bool_or(came) AS came,
        bool_or(came_last) AS came_last
    FROM delivered
    WHERE due_in_year OR came OR is_withheld
    GROUP BY ALL
)
SELECT unit, indicator, first_month, last_month, part,
       expected, expected AND complete AS complete, lacking, missing, came,
       came_last
FROM whole;
