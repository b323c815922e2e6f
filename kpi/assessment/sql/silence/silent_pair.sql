-- Units that are missing in either figure of a comparison: a report behind it, of a running total
-- also the total that its increase starts from, of a formula in any operand. Where a weight alone is
-- missing the unit's own row is complete (`by_weight`).
CREATE OR REPLACE TEMP TABLE silent_pair AS
WITH looked_at AS (
    SELECT s.pair, l.leaf, s.first_month, s.last_month, false AS is_start
    FROM compared_side AS s
    JOIN leaf AS l USING (indicator)
    UNION
    SELECT s.pair, l.leaf, w.from_first, w.from_last, true
    FROM compared_side AS s
    JOIN leaf AS l USING (indicator)
    JOIN plan_indicator AS i ON i.indicator = l.leaf
    JOIN wanted_figure AS w
      ON w.indicator = l.leaf AND w.first_month = s.first_month AND w.last_month = s.last_month
     AND w.part = 'value'
    WHERE i.over_time = 'running_total' AND w.from_first IS NOT NULL
)
SELECT s.pair, u.unit, bool_and(u.by_weight) AS by_weight
FROM looked_at AS s
JOIN silent_unit AS u
  ON u.indicator = s.leaf AND u.first_month = s.first_month AND u.last_month = s.last_month
 AND u.part = 'value'
-- increases are weighed with the period's own weight
WHERE NOT (s.is_start AND u.by_weight)
GROUP BY s.pair, u.unit;
