-- Indicators of the plan that have no data, and the units whose figures they wait for.
WITH waiting AS (
    SELECT indicator, list(unit_name ORDER BY unit_order) AS units
    FROM report_row
    JOIN report_unit USING (unit)
    WHERE status = 'no_data'
    GROUP BY indicator
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.indicator, r.indicator_name, r.units_reported, r.units_expected,
    coalesce(w.units, []) AS units
FROM report_row AS r
LEFT JOIN waiting AS w USING (indicator)
WHERE r.unit = 'ALL' AND r.status = 'no_data'
ORDER BY place;
