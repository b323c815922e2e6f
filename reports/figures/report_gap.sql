-- What each figure should have reached and how far it stands from that, between the figures as printed:
-- the plan to date, at the year's end its target, of a band the nearer bound, of a milestone every unit.
-- `margin` is above 0 where the figure is better than that, below 0 where something is missing.
CREATE OR REPLACE TEMP TABLE report_gap AS
WITH asked AS (
    SELECT
        r.unit, r.indicator, r.measure, r.direction, r.assessed, r.decimals, r.band_low, r.band_high,
        CASE
            WHEN r.measure = 'milestone' THEN 100.0
            WHEN r.direction = 'within'
                THEN CASE WHEN r.assessed < r.band_low THEN r.band_low ELSE r.band_high END
            WHEN c.ends_year THEN r.target
            ELSE coalesce(r.expected, r.target)
        END AS required
    FROM report_row AS r
    CROSS JOIN report_context AS c
),
printed AS (
    SELECT
        *, round_half_away(required, decimals) AS printed,
        round_half_away(assessed, decimals) AS shown,
        round_half_away(band_low, decimals) AS low, round_half_away(band_high, decimals) AS high
    FROM asked
),
measured AS (
    SELECT
        *,
        CASE
            WHEN direction = 'up' OR measure = 'milestone' THEN round_half_away(shown - printed, decimals)
            WHEN direction = 'down' THEN round_half_away(printed - shown, decimals)
            WHEN shown BETWEEN low AND high THEN 0.0
            ELSE -abs(round_half_away(printed - shown, decimals))
        END AS margin
    FROM printed
)
SELECT
    unit, indicator, required, margin,
    CASE WHEN margin < 0 THEN -margin WHEN margin IS NOT NULL THEN 0.0 END AS missing,
    coalesce(direction <> 'up' AND measure <> 'milestone' AND shown > printed, false) AS is_too_much
FROM measured;
