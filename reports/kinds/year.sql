-- The year's result of every indicator by its margin, and what the next year needs: its target, and how
-- far that lies from this year's result, between the figures as printed.
WITH next_target AS (
    SELECT t.indicator, t.value AS next_target
    FROM target_line AS t
    CROSS JOIN report_context AS c
    WHERE t.scope = 'plan' AND t.is_target AND t.year = c.year + 1
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.points, r.done_on,
    r.direction, r.due, r.assessed, r.target, r.band_low, r.band_high, r.achievement,
    r.keeps_limit, g.margin,
    r.change_last_year AS change,
    r.status, coalesce(r.late, false) AS done_late,
    c.year + 1 AS next_year, n.next_target,
    round_half_away(round_half_away(n.next_target, r.decimals)
                    - round_half_away(r.assessed, r.decimals), r.decimals) AS next_step,
    r.lead, r.units_reported, r.units_expected, coalesce(r.provisional, false) AS provisional
FROM report_row AS r
CROSS JOIN report_context AS c
JOIN report_gap AS g USING (unit, indicator)
LEFT JOIN next_target AS n USING (indicator)
WHERE r.unit = 'ALL'
ORDER BY place;
