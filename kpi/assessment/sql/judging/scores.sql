-- Scores of units and of the plan: a field is the mean of its indicators by weight, the whole the
-- mean of the fields by weight. Units are ranked on scores at one decimal, all kinds together.
CREATE OR REPLACE TEMP TABLE scores AS
WITH weighed AS (
    SELECT
        period, unit, level, field,
        exact_sum(points * weight) AS total,
        exact_sum(CASE WHEN points IS NOT NULL THEN weight END) AS weights
    FROM scored
    GROUP BY ALL
),
field_score AS (
    SELECT period, unit, level, field, CASE WHEN weights <> 0 THEN total / weights END AS score
    FROM weighed
),
field_part AS (
    SELECT
        s.*, s.score * f.weight AS part, CASE WHEN s.score IS NOT NULL THEN f.weight END AS weight
    FROM field_score AS s JOIN plan_field AS f USING (field)
),
whole_score AS (
    SELECT
        period, unit, level, 'ALL' AS field,
        CASE WHEN exact_sum(weight) <> 0 THEN exact_sum(part) / exact_sum(weight) END AS score
    FROM field_part
    GROUP BY ALL
),
together AS (
    SELECT * FROM field_score UNION ALL SELECT * FROM whole_score
),
ranked AS (
    SELECT
        *,
        CASE WHEN level = 'unit' AND score IS NOT NULL
             THEN rank() OVER (
                 PARTITION BY period, field, level, score IS NULL
                 ORDER BY round_half_away(score, 1) DESC)
        END::INTEGER AS rank
    FROM together
)
SELECT r.period, r.unit, r.field, r.score, r.rank, r.level
FROM ranked AS r
JOIN asked_period AS p USING (period)
LEFT JOIN plan_unit AS u ON u.unit = r.unit
LEFT JOIN plan_field AS f USING (field)
ORDER BY p.period_order, r.level <> 'unit', u.unit_order, r.field = 'ALL', f.field_order;
