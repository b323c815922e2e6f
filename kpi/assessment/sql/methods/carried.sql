-- Method `projection`: the mean yearly change of up to the last five years carried on to the last
-- target's year. The gap is the shortfall left there, as a share of the way from the latest figure.
CREATE OR REPLACE TEMP TABLE carried AS
WITH moved AS (
    SELECT
        *,
        -- a weighted mean that equals the target may miss it by the noise of binary fractions
        CASE WHEN abs(goal - latest) > 1e-12 * greatest(abs(goal), abs(latest))
             THEN sign * (goal - latest) ELSE 0.0 END AS way,
        sign * (goal - (latest + (latest - recent) / (moment - recent_moment)
                                 * (goal_year - moment))) AS shortfall
    FROM growth
    WHERE goal IS NOT NULL
),
gapped AS (
    SELECT
        *,
        CASE WHEN shortfall IS NULL THEN NULL
             WHEN way > 0 THEN shortfall / way
             WHEN shortfall <= 1e-12 * abs(goal) THEN 0.0
             ELSE 1.0 END AS gap
    FROM moved
)
SELECT
    period, indicator, entity, is_completed, gap, 1 - gap AS pace,
    CASE WHEN gap IS NULL THEN 'no_data'
         WHEN gap < gap_cuts().on_track THEN 'on_track'
         WHEN gap <= gap_cuts().at_risk THEN 'at_risk'
         ELSE 'behind' END AS status
FROM gapped;
