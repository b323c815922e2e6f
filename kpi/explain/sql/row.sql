-- The rows of one entity with their outlook: the indicator explained and those that it is made from.
SELECT
    r.*, o.likelihood, o.required, o.is_at_most, o.end_year, o.end_target, o.end_projection
FROM results AS r
LEFT JOIN outlook AS o USING (period, unit, indicator)
WHERE r.unit = $entity;
