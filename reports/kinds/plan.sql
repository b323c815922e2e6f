-- Every indicator of the plan from its baseline to its result: the margin, in how many of the years that
-- could be judged it was met, and whether it goes over to the next plan.
WITH years AS (
    SELECT
        s.indicator,
        count(*) FILTER (s.status IN ('met', 'exceeded', 'not_met')) AS years_judged,
        count(*) FILTER (s.status IN ('met', 'exceeded')) AS years_met
    FROM report_past AS s
    JOIN report_year AS y USING (period)
    WHERE s.unit = 'ALL'
    GROUP BY s.indicator
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.points, r.done_on,
    r.direction, r.due, r.baseline_year, r.baseline, r.assessed, r.target, r.band_low, r.band_high, g.margin,
    r.status, coalesce(r.late, false) AS done_late,
    coalesce(y.years_judged, 0) AS years_judged, coalesce(y.years_met, 0) AS years_met,
    coalesce(y.years_judged > 0 AND y.years_met = 0, false) AS never_met,
    r.status = 'not_met' AS carried_over,
    r.lead, r.units_reported, r.units_expected, coalesce(r.provisional, false) AS provisional
FROM report_row AS r
JOIN report_gap AS g USING (unit, indicator)
LEFT JOIN years AS y USING (indicator)
WHERE r.unit = 'ALL'
ORDER BY place;
