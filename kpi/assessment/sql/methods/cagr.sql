-- Method `cagr` (Open SDG 2.4, Statistics Canada): the yearly growth so far beside the growth that
-- the last target needs, both from the same point. Reached goes before all. Without a target the
-- growth itself is judged, the less strictly the nearer the start lies to a natural limit.
CREATE OR REPLACE TEMP TABLE cagr AS
WITH based AS (
    SELECT
        *,
        CASE WHEN start = 0 THEN instead_of_zero() ELSE start END AS y0,
        CASE WHEN goal = 0 THEN instead_of_zero() ELSE goal END AS y_goal,
        CASE WHEN start < 0 THEN -1 ELSE 1 END AS s
    FROM growth
),
grown AS (
    SELECT
        *,
        CASE WHEN has_two_points AND y0 * latest >= 0
             THEN power(latest / y0, 1 / (moment - start_moment)) - 1 END AS grown,
        CASE WHEN goal_year > start_moment AND y0 * y_goal > 0
             THEN abs(power(y_goal / y0, 1 / (goal_year - start_moment)) - 1) END AS needed,
        CASE
            WHEN limit_value IS NULL OR limit_value <= 0 OR abs(y0) >= 2 * limit_value THEN 1.0
            WHEN abs(y0) <= limit_value THEN 1 - power(abs(y0) / limit_value, 4.44)
            ELSE 1 - power((2 * limit_value - abs(y0)) / limit_value, 4.44)
        END AS strictness
    FROM based
),
rated AS (
    SELECT
        *,
        CASE
            WHEN goal IS NULL THEN s * sign * grown
            -- a target equal to the start needs no growth: the rate says nothing then
            WHEN needed <> 0 THEN s * sign * grown / needed
        END AS pace
    FROM grown
)
SELECT
    period, indicator, entity, is_completed, pace, s * sign * grown AS grown, needed, strictness,
    CASE
        WHEN sign * (latest - goal) > 0 THEN 'exceeded'
        WHEN latest = goal THEN 'met'
        WHEN goal IS NOT NULL THEN
            CASE
                WHEN pace >= cagr_cuts().on_track THEN 'on_track'
                WHEN pace >= cagr_cuts().at_risk THEN 'at_risk'
                WHEN pace IS NOT NULL THEN 'behind'
                ELSE 'no_data'
            END
        WHEN pace >= growth_cuts().on_track * strictness THEN 'on_track'
        WHEN pace >= growth_cuts().at_risk * strictness THEN 'at_risk'
        WHEN pace IS NOT NULL THEN 'behind'
        ELSE 'no_data'
    END AS status
FROM rated;
