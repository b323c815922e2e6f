-- What is behind or not met, the worst first: what it should have reached, how much is missing, and
-- what the year is likely to bring. What is missing is taken between the figures as printed.
WITH asked AS (
    SELECT
        r.*, c.period, c.ends_year,
        CASE
            WHEN r.measure = 'milestone' THEN 100.0
            WHEN r.direction = 'within'
                THEN CASE WHEN r.assessed < r.band_low THEN r.band_low ELSE r.band_high END
            WHEN c.ends_year THEN r.target
            ELSE coalesce(r.expected, r.target)
        END AS required
    FROM report_row AS r
    CROSS JOIN report_context AS c
    WHERE r.unit = 'ALL' AND r.status IN ('behind', 'not_met')
),
printed AS (
    SELECT
        *, round_half_away(required, decimals) AS printed,
        round_half_away(assessed, decimals) AS shown
    FROM asked
)
SELECT
    row_number() OVER worst_first AS place,
    a.indicator, a.indicator_name, a.unit_of_measure, a.measure, a.decimals, a.points, a.status,
    a.assessed, a.required, a.target, a.due,
    CASE
        WHEN a.direction = 'up' OR a.measure = 'milestone' THEN greatest(a.printed - a.shown, 0)
        WHEN a.direction = 'down' THEN greatest(a.shown - a.printed, 0)
        ELSE abs(a.printed - a.shown)
    END AS missing,
    coalesce(a.direction <> 'up' AND a.shown > a.printed, false) AS is_too_much,
    CASE WHEN NOT a.ends_year THEN
        CASE a.measure WHEN 'yes_no' THEN least(a.projection, 100) ELSE a.projection END
    END AS projection,
    o.likelihood, a.lead, a.units_reported, a.units_expected,
    coalesce(a.provisional, false) AS provisional
FROM printed AS a
LEFT JOIN outlook AS o
  ON o.period = a.period AND o.unit = a.unit AND o.indicator = a.indicator
WINDOW worst_first AS (
    ORDER BY a.status = 'behind', a.pace NULLS LAST, a.field_order, a.indicator_order)
ORDER BY place;
