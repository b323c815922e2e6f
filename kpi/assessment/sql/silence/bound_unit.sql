-- Units that succession binds to one that is silent in a comparison, step by step through units that
-- report the indicator (or an operand) and are valid in one of its two periods. On today's units
-- history is theirs, and nothing is bound.
CREATE OR REPLACE TEMP TABLE bound_unit AS
WITH RECURSIVE kin AS (
    SELECT d.unit, d.ancestor AS other FROM plan_descent AS d CROSS JOIN setting AS s
    WHERE NOT s.of_today
    UNION
    SELECT d.ancestor, d.unit FROM plan_descent AS d CROSS JOIN setting AS s
    WHERE NOT s.of_today
),
present AS (
    SELECT DISTINCT s.pair, u.unit
    FROM compared_side AS s
    JOIN leaf AS l USING (indicator)
    JOIN plan_reporter AS r ON r.indicator = l.leaf
    JOIN plan_unit AS u ON u.unit = r.unit
    SEMI JOIN kin AS k ON k.unit = u.unit
    JOIN calendar_month AS a ON a.month = s.first_month
    JOIN calendar_month AS b ON b.month = s.last_month
    ANTI JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= a.first_day AND g.last_day >= b.last_day
    WHERE (u.valid_from IS NULL OR u.valid_from <= b.last_day)
      AND (u.valid_to IS NULL OR u.valid_to >= a.first_day)
),
reached AS (
    SELECT s.pair, s.unit AS seed, s.unit FROM silent_pair AS s SEMI JOIN kin AS k USING (unit)
    UNION
    SELECT r.pair, r.seed, k.other
    FROM reached AS r
    JOIN kin AS k ON k.unit = r.unit
    JOIN present AS p ON p.pair = r.pair AND p.unit = k.other
)
SELECT pair, seed, unit FROM reached WHERE unit <> seed;
