-- Where the year and the plan are likely to end, and what each remaining month must bring. A share
-- of units (yes or no) is shown to 100 at most, whatever the slope says.
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.measure, r.unit_of_measure, r.decimals,
    r.points, r.assessed, r.target, r.band_low, r.band_high, r.status,
    CASE r.measure WHEN 'yes_no' THEN least(r.projection, 100) ELSE r.projection END AS projection,
    CASE r.measure WHEN 'yes_no' THEN least(r.projection_low, 100)
                   ELSE r.projection_low END AS projection_low,
    CASE r.measure WHEN 'yes_no' THEN least(r.projection_high, 100)
                   ELSE r.projection_high END AS projection_high,
    o.likelihood, o.required, o.is_at_most, r.over_time = 'stock' AS is_level,
    o.end_year, o.end_target,
    CASE r.measure WHEN 'yes_no' THEN least(o.end_projection, 100)
                   ELSE o.end_projection END AS end_projection
FROM report_row AS r
CROSS JOIN report_context AS c
JOIN outlook AS o
  ON o.period = c.period AND o.unit = r.unit AND o.indicator = r.indicator
WHERE r.unit = 'ALL'
  AND (o.required IS NOT NULL OR o.end_projection IS NOT NULL
       OR (r.projection IS NOT NULL AND NOT c.ends_year))
ORDER BY place;
