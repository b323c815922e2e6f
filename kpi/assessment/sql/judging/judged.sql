-- Every row asked with its figures and what they are measured against; achievement of the year's
-- target and pace on the path to it from `assessed`; pace and points from what is completed (of units
-- that is `assessed`). All of it goes on to the results: finding millions of rows again costs more than
-- carrying them.
CREATE OR REPLACE TEMP TABLE judged AS
SELECT
    r.period, r.indicator, r.entity, r.level, c.value, c.numerator, c.denominator, c.assessed,
    c.done_on, c.units_reported, c.units_expected, c.provisional, c.state,
    coalesce(c.is_missing, false) AS is_missing, c.completed, c.completed_state,
    y.target, y.start, y.baseline, y.expected, y.path_taken, y.cumulated,
    coalesce(y.has_goal, false) AS has_goal,
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
FROM asked_row AS r
JOIN asked_period AS p USING (period)
JOIN plan_indicator AS i USING (indicator)
JOIN asked_figure AS a USING (period, indicator)
LEFT JOIN yardstick AS y USING (period, indicator, entity)
LEFT JOIN condition AS c
  ON c.entity = r.entity AND c.indicator = r.indicator
 AND c.first_month = a.first_month AND c.last_month = a.last_month;
