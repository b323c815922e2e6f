-- What a row's estimate for the year's end is made from; of what goes by its slope the points too, the
-- oldest first, gaps kept.
SELECT
    e.measure::VARCHAR AS measure, e.sums_up, e.latest, e.periods_left::INTEGER AS periods_left,
    e.month_of_year, e.slope, e.spread, e.steps, student_t(e.steps - 1) AS t, e.share, e.total, e.same,
    e.factor, e.parts_above, e.parts_below,
    e.measure = 'ratio' AND e.sums_up AND e.month_of_year < 6 AND e.total_denominator IS NOT NULL
        AS with_last_year,
    e.middle, e.width,
    [p.p11, p.p10, p.p9, p.p8, p.p7, p.p6, p.p5, p.p4, p.p3, p.p2, p.p1, p.p0] AS points
FROM estimate AS e
JOIN asked_figure AS a USING (period, indicator)
LEFT JOIN projection_point AS p
  ON p.entity = e.entity AND p.indicator = e.indicator AND p.last_month = a.assessed_last
WHERE e.indicator = $indicator AND e.entity = $entity;
