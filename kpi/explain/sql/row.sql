-- The rows of one entity with their outlook: the indicator explained and those that it is made from.
SELECT
    r.period, r.unit, r.indicator, r.value, r.numerator, r.denominator, r.assessed, r.target,
    r.expected, r.achievement, r.pace, r.status, r.trend, r.projection, r.units_reported,
    r.units_expected, r.provisional, r.previous, r.last_year, r.projection_low, r.projection_high,
    r.change_previous, r.change_last_year, r.completed, r.reported_status, r.completed_status,
    r.level, r.method, r.band_low, r.band_high, r.path_taken, r.start, r.baseline, r.due_on,
    r.done_on, r.late, r.is_due, r.state,
    o.likelihood, o.required, o.is_at_most, o.end_year, o.end_target, o.end_projection
FROM results AS r
LEFT JOIN outlook AS o USING (period, unit, indicator)
WHERE r.unit = $entity;
