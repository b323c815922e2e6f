-- Every indicator of the plan beside its plan to date and beside the same period of last year, like with
-- like; the change is the export's, and is better or worse as the figures are printed, in the indicator's
-- own direction (of a band: by its distance from it).
WITH printed AS (
    SELECT
        *,
        round_half_away(now_last_year, decimals) AS now,
        round_half_away(before_last_year, decimals) AS before,
        greatest(band_low - round_half_away(now_last_year, decimals),
                 round_half_away(now_last_year, decimals) - band_high, 0) AS away_now,
        greatest(band_low - round_half_away(before_last_year, decimals),
                 round_half_away(before_last_year, decimals) - band_high, 0) AS away_before
    FROM report_row
    WHERE unit = 'ALL' AND status NOT IN ('not_due', 'not_applicable')
),
changed AS (
    SELECT
        *,
        CASE direction WHEN 'up' THEN now - before WHEN 'down' THEN before - now
                       ELSE away_before - away_now END AS gain
    FROM printed
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.unit_of_measure, r.measure, r.decimals, r.points, r.done_on, r.due,
    r.assessed, r.expected, r.band_low, r.band_high, g.margin,
    r.now, r.before, r.change_last_year AS change,
    CASE WHEN r.now IS NULL OR r.before IS NULL THEN NULL
         WHEN r.gain > 0 THEN 'improving' WHEN r.gain < 0 THEN 'worsening' ELSE 'steady' END AS turn,
    r.status, coalesce(r.late, false) AS done_late, r.lead, r.units_reported, r.units_expected,
    coalesce(r.provisional, false) AS provisional
FROM changed AS r
JOIN report_gap AS g USING (unit, indicator)
ORDER BY place;
