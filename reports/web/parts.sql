-- Numerator and denominator behind the figures of each ratio of the plan as a whole: of the period
-- (`value`) and of the year so far (`assessed`), and what the figure would be with every unit.
SELECT
    r.indicator, i.factor, v.numerator, v.denominator,
    s.numerator AS assessed_numerator, s.denominator AS assessed_denominator,
    r.completed, r.completed_status
FROM results AS r
JOIN report_context AS c USING (period)
JOIN report_indicator AS i USING (indicator)
LEFT JOIN asked_figure AS a
  ON a.period::VARCHAR = r.period AND a.indicator::VARCHAR = r.indicator
LEFT JOIN figure AS v
  ON v.indicator::VARCHAR = r.indicator AND v.entity::VARCHAR = r.unit AND v.part = 'value'
 AND v.first_month = a.first_month AND v.last_month = a.last_month
LEFT JOIN figure AS s
  ON s.indicator::VARCHAR = r.indicator AND s.entity::VARCHAR = r.unit AND s.part = 'assessed'
 AND s.first_month = a.assessed_first AND s.last_month = a.assessed_last
WHERE r.unit = 'ALL'
ORDER BY i.indicator_order;
