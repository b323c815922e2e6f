-- What the table behind the official report says of an indicator, of the plan as a whole and of each
-- unit. Changes are like with like, as the assessment found them; what is not due shows what the year
-- last said of it.
CREATE OR REPLACE TEMP VIEW report_annex AS
SELECT
    r.unit, r.field_order, r.indicator_order,
    r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.points, r.done_on, r.due,
    r.value, r.assessed, r.target, r.expected, r.band_low, r.band_high, r.achievement,
    r.keeps_limit,
    r.change_previous, r.change_last_year, r.status, r.lead,
    r.units_reported, r.units_expected, coalesce(r.provisional, false) AS provisional,
    coalesce(r.late, false) AS done_late,
    l.latest_status, l.latest_first, l.latest_last
FROM report_row AS r
LEFT JOIN report_latest AS l ON l.unit = r.unit AND l.indicator = r.indicator;
