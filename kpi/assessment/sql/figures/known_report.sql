-- Every version of the needed reports known at the as-of moment, from units that the plan asks and
-- that are valid on some day of the report's period; not those that an act took out of force. A view:
-- of millions of rows no copy is made. `answer` tells the versions apart.
CREATE OR REPLACE TEMP VIEW known_report AS
SELECT
    o.rowid AS answer, u.unit, u.span, n.indicator, n.measure, n.over_time, n.months,
    n.first_month, n.last_month, o.state, o.numerator, o.denominator, o.value, o.done_on,
    o.known_at, o.sequence
FROM observation AS o
JOIN needed_report AS n USING (period, indicator)
JOIN plan_unit AS u USING (unit)
CROSS JOIN setting AS s
SEMI JOIN plan_reporter AS r ON r.unit = u.unit AND r.indicator = n.indicator
ANTI JOIN plan_gap AS g
  ON g.span = u.span AND g.first_day <= n.first_day AND g.last_day >= n.last_day
WHERE is_in_force(
    o.known_at, o.out_at, s.as_of, s.withdrawn_until,
    entered := o.entered, entered_until := s.entered_until)
  AND (u.valid_from IS NULL OR u.valid_from <= n.last_day)
  AND (u.valid_to IS NULL OR u.valid_to >= n.first_day);
