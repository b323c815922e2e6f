-- Every indicator of every unit, as the table behind the official report has them of the plan; what is
-- not due shows what the year last said of it.
SELECT
    row_number() OVER (PARTITION BY r.unit ORDER BY r.field_order, r.indicator_order) AS place,
    r.unit, r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals,
    r.points, r.done_on, r.due, r.value, r.assessed, r.target, r.expected, r.band_low, r.band_high, r.achievement,
    r.keeps_limit,
    r.change_previous, r.change_last_year, r.status, r.lead,
    r.units_reported, r.units_expected, coalesce(r.provisional, false) AS provisional,
    coalesce(r.late, false) AS done_late,
    l.latest_status, l.latest_first, l.latest_last
FROM report_row AS r
JOIN report_unit AS u USING (unit)
LEFT JOIN report_latest AS l ON l.unit = r.unit AND l.indicator = r.indicator
ORDER BY u.unit_order, place;
