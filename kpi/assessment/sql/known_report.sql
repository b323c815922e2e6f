-- Every version of the needed reports known at the as-of moment, from units that the plan asks and
-- that are valid on some day of the report's period. `series` numbers unit and indicator: a key that
-- is cheap to group millions of rows by.
CREATE OR REPLACE TEMP TABLE known_report AS
WITH asker AS (
    SELECT u.unit_order * 100000 + i.indicator_order AS series
    FROM plan_reporter AS r
    JOIN plan_unit AS u USING (unit)
    JOIN plan_indicator AS i USING (indicator)
),
placed AS (
    SELECT
        u.unit_order * 100000 + n.indicator_order AS series,
        u.unit, u.span, n.indicator, n.measure, n.over_time, n.months, n.first_month, n.last_month,
        o.state, o.numerator, o.denominator, o.value, o.done_on, o.known_at, o.sequence
    FROM observation AS o
    JOIN needed_report AS n USING (period, indicator)
    JOIN plan_unit AS u USING (unit)
    CROSS JOIN setting AS s
    ANTI JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= n.first_day AND g.last_day >= n.last_day
    WHERE (s.as_of IS NULL OR o.known_at <= s.as_of)
      AND (u.valid_from IS NULL OR u.valid_from <= n.last_day)
      AND (u.valid_to IS NULL OR u.valid_to >= n.first_day)
)
SELECT p.*
FROM placed AS p
SEMI JOIN asker USING (series);
