-- Every row asked with its figures, what they are measured against and what they are compared with;
-- achievement of the year's target and pace on the path to it from `assessed`; pace and points from what
-- is completed (of units that is `assessed`). All of it goes on to the results: finding millions of rows
-- again costs more than carrying them, and what they were made from may go.
CREATE OR REPLACE TEMP TABLE judged AS
-- Compared like with like; where nothing is taken again, that is the two figures shown.
WITH comparison AS (
    SELECT
        a.period, a.indicator, a.previous_first, a.previous_last, a.last_year_first,
        a.last_year_last, p.pair AS previous_pair, l.pair AS last_year_pair,
        p.part = 'value' AS of_values
    FROM asked_figure AS a
    LEFT JOIN compared AS p
      ON p.indicator = a.indicator AND p.first_month = a.first_month
     AND p.last_month = a.last_month AND p.kind = 'previous'
    LEFT JOIN compared AS l
      ON l.indicator = a.indicator AND l.first_month = a.first_month
     AND l.last_month = a.last_month AND l.kind = 'last_year'
)
SELECT
    y.period, y.indicator, y.entity, y.level, y.first_month, y.last_month, c.value, c.numerator,
    c.denominator, c.assessed, c.done_on, c.units_reported, c.units_expected, c.provisional, c.state,
    coalesce(c.is_missing, false) AS is_missing, c.completed, c.completed_numerator,
    c.completed_denominator, c.completed_state,
    y.target, y.start, y.baseline, y.expected, y.path_taken, y.cumulated, y.has_goal,
    b.value AS previous, l.value AS last_year,
    CASE WHEN pa.pair IS NOT NULL THEN pa.now
         WHEN k.of_values AND b.value IS NOT NULL THEN c.value END AS now_previous,
    CASE WHEN pa.pair IS NOT NULL THEN pa.before
         WHEN k.of_values AND c.value IS NOT NULL THEN b.value END AS before_previous,
    CASE WHEN la.pair IS NOT NULL THEN la.now
         WHEN k.of_values AND l.value IS NOT NULL THEN c.value END AS now_last_year,
    CASE WHEN la.pair IS NOT NULL THEN la.before
         WHEN k.of_values AND c.value IS NOT NULL THEN l.value END AS before_last_year,
    pace_of(figure := c.assessed, measure := i.measure, direction := i.direction,
            band_low := i.band_low, band_high := i.band_high, start := y.start, target := y.target,
            expected := y.expected, path_taken := y.path_taken) AS pace,
    CASE WHEN c.is_missing
         THEN pace_of(figure := c.completed, measure := i.measure, direction := i.direction,
                      band_low := i.band_low, band_high := i.band_high, start := y.start,
                      target := y.target, expected := y.expected, path_taken := y.path_taken)
    END AS completed_pace,
    achievement_of(figure := c.assessed, measure := i.measure, direction := i.direction,
                   band_low := i.band_low, band_high := i.band_high, target := y.target,
                   baseline := y.baseline) AS achievement,
    points_of(figure := c.completed, measure := i.measure, direction := i.direction,
              band_low := i.band_low, band_high := i.band_high, target := y.target,
              baseline := y.baseline, expected := y.expected, path_taken := y.path_taken,
              ends_year := p.ends_year) AS points
FROM yardstick AS y
JOIN asked_period AS p USING (period)
JOIN plan_indicator AS i USING (indicator)
JOIN comparison AS k USING (period, indicator)
LEFT JOIN condition AS c
  ON c.entity = y.entity AND c.indicator = y.indicator
 AND c.first_month = y.first_month AND c.last_month = y.last_month
LEFT JOIN figure AS b
  ON b.entity = y.entity AND b.indicator = y.indicator AND b.part = 'value'
 AND b.first_month = k.previous_first AND b.last_month = k.previous_last
LEFT JOIN figure AS l
  ON l.entity = y.entity AND l.indicator = y.indicator AND l.part = 'value'
 AND l.first_month = k.last_year_first AND l.last_month = k.last_year_last
LEFT JOIN alike AS pa ON pa.pair = k.previous_pair AND pa.entity = y.entity
LEFT JOIN alike AS la ON la.pair = k.last_year_pair AND la.entity = y.entity;
