-- Every indicator of the plan as a whole, for the table behind the official report. Changes are like
-- with like, as the assessment found them; what is not due shows what the year last said of it.
WITH latest AS (
    SELECT
        r.indicator,
        arg_max(r.status, r.last_month) AS latest_status,
        arg_max(r.first_month, r.last_month) AS latest_first,
        max(r.last_month) AS latest_last
    FROM results AS r
    CROSS JOIN report_context AS c
    WHERE r.unit = 'ALL' AND r.last_month < c.last_month AND r.last_month // 12 = c.last_month // 12
      AND r.status NOT IN ('not_due', 'no_data', 'not_applicable')
    GROUP BY r.indicator
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.points, r.done_on, r.due,
    r.value, r.assessed, r.target, r.expected, r.band_low, r.band_high, r.achievement,
    r.keeps_limit,
    r.change_previous, r.change_last_year, r.status, r.lead,
    r.units_reported, r.units_expected, coalesce(r.provisional, false) AS provisional,
    coalesce(r.late, false) AS done_late,
    l.latest_status, l.latest_first, l.latest_last
FROM report_row AS r
CROSS JOIN report_context AS c
LEFT JOIN latest AS l ON l.indicator = r.indicator AND r.status = 'not_due'
WHERE r.unit = 'ALL'
ORDER BY place;
