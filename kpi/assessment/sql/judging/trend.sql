-- Better, the same or worse than in the preceding period of the kind, at the indicator's decimals:
-- values, of a running total its increases, within a band the distances from it.
CREATE OR REPLACE TEMP TABLE trend AS
WITH compared AS (
    SELECT
        a.period, a.indicator, n.entity, i.direction, i.band_low, i.band_high,
        round_half_away(n.value, i.decimals) AS now,
        round_half_away(b.value, i.decimals) AS before
    FROM asked_figure AS a
    JOIN plan_indicator AS i USING (indicator)
    JOIN figure AS n
      ON n.indicator = a.indicator AND n.first_month = a.first_month
     AND n.last_month = a.last_month
    JOIN figure AS b
      ON b.indicator = a.indicator AND b.entity = n.entity AND b.part = n.part
     AND b.first_month = a.previous_first AND b.last_month = a.previous_last
    WHERE n.part = CASE WHEN i.over_time = 'running_total' AND i.measure <> 'formula'
                        THEN 'increase' ELSE 'value' END
      -- asked of the values as they are: DuckDB 1.5 can lose a column when a filter on their
      -- rounding is moved below the join
      AND n.value IS NOT NULL AND b.value IS NOT NULL
),
gained AS (
    SELECT
        period, indicator, entity,
        CASE direction
            WHEN 'up' THEN now - before
            WHEN 'down' THEN before - now
            -- distances carry the noise of a subtraction; it is no change
            ELSE round_half_away(greatest(band_low - before, before - band_high, 0)
                       - greatest(band_low - now, now - band_high, 0), 9)
        END AS gain
    FROM compared
)
SELECT
    period, indicator, entity,
    CASE WHEN gain > 0 THEN 'improving' WHEN gain < 0 THEN 'worsening' ELSE 'steady' END AS trend
FROM gained;
