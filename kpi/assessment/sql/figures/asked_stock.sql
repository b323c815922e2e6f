-- Who is asked for what there is at the end of a period (a stock, a milestone): every unit that reports
-- it, and whether it is valid on the last day.
CREATE OR REPLACE TEMP TABLE asked_stock AS
SELECT
    r.unit, w.indicator, w.first_month, w.last_month, w.part, i.measure,
    (u.valid_from IS NULL OR u.valid_from <= m.last_day)
    AND (u.valid_to IS NULL OR u.valid_to >= m.last_day) AND g.span IS NULL AS is_valid
FROM wanted_figure AS w
JOIN plan_indicator AS i USING (indicator)
JOIN plan_reporter AS r USING (indicator)
JOIN plan_unit AS u USING (unit)
JOIN calendar_month AS m ON m.month = w.last_month
LEFT JOIN plan_gap AS g
  ON g.span = u.span AND g.first_day <= m.last_day AND g.last_day >= m.last_day
WHERE i.measure = 'milestone' OR (w.coverage AND i.over_time = 'stock' AND i.measure <> 'formula');
