-- The reports in force at the as-of moment, placed in time: the latest version of each unit's answer
-- for each period and indicator. Left out: units that the plan does not ask, or that are not valid
-- on any day of the period, and periods shorter than the indicator's own.
-- `amount` is a ratio's numerator, else the value; `base` is a ratio's denominator.
CREATE OR REPLACE TEMP TABLE fact AS
WITH placed AS (
    SELECT l.period, i.indicator, i.measure, i.over_time, i.months, l.first_month, l.last_month,
           l.first_day, l.last_day
    FROM plan_indicator AS i
    JOIN wanted_bound AS b USING (indicator)
    JOIN report_label AS l
      ON l.last_month <= b.last_month
     AND (l.first_month >= b.first_month OR i.measure = 'milestone')
    WHERE l.last_month - l.first_month + 1 >= i.months
      AND l.first_month % i.months = 0
      AND (l.last_month + 1) % i.months = 0
),
known AS (
    SELECT o.unit, u.span, p.* EXCLUDE (period, first_day, last_day), o.state, o.numerator,
           o.denominator, o.value, o.done_on, o.known_at, o.sequence, o.submission, o.sheet, o.cell
    FROM observation AS o
    JOIN placed AS p USING (period, indicator)
    JOIN plan_reporter AS r USING (unit, indicator)
    JOIN plan_unit AS u USING (unit)
    CROSS JOIN setting AS s
    WHERE (s.as_of IS NULL OR o.known_at <= s.as_of)
      AND (u.valid_from IS NULL OR u.valid_from <= p.last_day)
      AND (u.valid_to IS NULL OR u.valid_to >= p.first_day)
),
latest AS (
    SELECT *
    FROM known
    QUALIFY row_number() OVER (
        PARTITION BY unit, indicator, first_month, last_month
        ORDER BY known_at DESC, sequence DESC, submission DESC, sheet DESC, cell DESC) = 1
),
weighed AS (
    SELECT
        *,
        CASE
            WHEN state IN ('not_applicable', 'withheld') THEN NULL
            WHEN measure = 'milestone' THEN CASE WHEN done_on IS NULL THEN 0.0 ELSE 100.0 END
            WHEN measure = 'ratio' THEN coalesce(numerator, CASE state WHEN 'none_occurred' THEN 0.0 END)
            ELSE coalesce(value, CASE state WHEN 'none_occurred' THEN 0.0 END)
        END AS amount,
        CASE
            WHEN measure = 'ratio' AND state NOT IN ('not_applicable', 'withheld')
                THEN coalesce(denominator, CASE state WHEN 'none_occurred' THEN 0.0 END)
        END AS base
    FROM latest
)
SELECT
    unit, span, indicator, measure, over_time, months, first_month, last_month, state, amount, base,
    done_on, state = 'estimate' AS estimated,
    amount IS NOT NULL AND (measure <> 'ratio' OR base IS NOT NULL) AS has_figure,
    submission, sheet, cell, known_at
FROM weighed;
