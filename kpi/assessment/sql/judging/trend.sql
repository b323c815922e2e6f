-- Better, the same or worse than in the preceding period of the kind, like with like, at the indicator's
-- decimals: values, of a running total its increases, within a band the distances from it. A view: one
-- reads it.
CREATE OR REPLACE TEMP VIEW trend AS
WITH rounded AS (
    SELECT
        c.indicator, c.first_month, c.last_month, a.entity, i.direction, i.band_low, i.band_high,
        round_half_away(a.now, i.decimals) AS now, round_half_away(a.before, i.decimals) AS before
    FROM alike AS a
    JOIN compared AS c USING (pair)
    JOIN plan_indicator AS i USING (indicator)
    WHERE c.kind = 'previous'
),
gained AS (
    SELECT
        indicator, first_month, last_month, entity,
        CASE direction
            WHEN 'up' THEN now - before
            WHEN 'down' THEN before - now
            -- distances carry the noise of a subtraction; it is no change
            ELSE round_half_away(greatest(band_low - before, before - band_high, 0)
                       - greatest(band_low - now, now - band_high, 0), 9)
        END AS gain
    FROM rounded
)
SELECT
    indicator, first_month, last_month, entity,
    CASE WHEN gain > 0 THEN 'improving' WHEN gain < 0 THEN 'worsening' ELSE 'steady' END AS trend
FROM gained;
