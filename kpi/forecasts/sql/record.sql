-- What the same period of earlier years forecast of the whole plan's figures, and what came. The year's
-- end counts only where nothing of it is missing or an estimate.
WITH looked_back AS (
    SELECT r.*, p.year, p.month_of_year
    FROM results AS r
    JOIN asked_period AS p USING (period)
    WHERE r.unit = 'ALL' AND r.measure <> 'milestone' AND r.is_due AND r.state = 'reported'
),
ended AS (
    SELECT indicator, year, assessed
    FROM looked_back
    WHERE ends_year AND assessed IS NOT NULL AND NOT provisional
)
SELECT
    $period AS period, f.indicator, f.year, f.month_of_year AS month,
    f.projection, f.projection_low, f.projection_high, e.assessed AS came,
    -- what is cut at a figure, or equals it, is not lost to binary fractions
    CASE WHEN f.projection_low IS NOT NULL
         THEN e.assessed >= f.projection_low - 1e-9 * abs(f.projection_low)
          AND e.assessed <= f.projection_high + 1e-9 * abs(f.projection_high) END AS held
FROM looked_back AS f
JOIN ended AS e USING (indicator, year)
JOIN plan_indicator AS i ON i.indicator = f.indicator
WHERE NOT f.ends_year AND f.projection IS NOT NULL
ORDER BY i.indicator_order, f.year DESC;
