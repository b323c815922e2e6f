-- The plan as a whole at the end of each period asked: its figure for the year so far, and what it is
-- measured against.
SELECT
    y.period::VARCHAR AS period, y.indicator::VARCHAR AS indicator, f.value AS assessed, y.target,
    y.expected
FROM yardstick AS y
JOIN asked_period AS p USING (period)
JOIN plan_indicator AS i USING (indicator)
LEFT JOIN figure AS f
  ON f.entity = y.entity AND f.indicator = y.indicator AND f.first_month = y.first_month
 AND f.last_month = y.last_month AND f.part = 'assessed'
WHERE y.level = 'plan'
ORDER BY p.period_order, i.indicator_order;
