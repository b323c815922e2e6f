-- How far a unit's rank can move when one weight, of an indicator or of a field, grows or shrinks by
-- a quarter, all others staying as they are. Asked only where the plan shows ranks.
WITH asked AS (
    SELECT period FROM report_context WHERE ranked
),
points AS (
    SELECT s.unit, s.field, s.indicator, s.weight, s.points
    FROM report_scored AS s
    JOIN asked USING (period)
    WHERE s.level = 'unit' AND s.points IS NOT NULL
),
field_sum AS (
    SELECT
        unit, field, exact_sum(points * weight) AS total, exact_sum(weight) AS weights
    FROM points
    GROUP BY unit, field
),
field_part AS (
    SELECT
        s.unit, s.field, s.total, s.weights, f.weight AS field_weight,
        CASE WHEN s.weights <> 0 THEN s.total / s.weights END AS score
    FROM field_sum AS s
    JOIN plan_field AS f USING (field)
),
whole AS (
    SELECT
        unit, exact_sum(score * field_weight) AS total,
        exact_sum(CASE WHEN score IS NOT NULL THEN field_weight END) AS weights
    FROM field_part
    GROUP BY unit
),
change AS (
    SELECT 'indicator' AS kind, indicator AS id, step
    FROM (SELECT DISTINCT indicator FROM points), (VALUES (-0.25), (0.25)) AS v (step)
    UNION ALL
    SELECT 'field', field, step
    FROM (SELECT DISTINCT field FROM points), (VALUES (-0.25), (0.25)) AS v (step)
),
-- The one field of a unit that a change touches, as it becomes.
touched AS (
    SELECT
        c.kind, c.id, c.step, p.unit, f.score AS old_score, f.field_weight AS old_weight,
        CASE WHEN f.weights + c.step * p.weight <> 0
             THEN (f.total + c.step * p.weight * p.points) / (f.weights + c.step * p.weight)
        END AS new_score,
        f.field_weight AS new_weight
    FROM change AS c
    JOIN points AS p ON c.kind = 'indicator' AND p.indicator = c.id
    JOIN field_part AS f ON f.unit = p.unit AND f.field = p.field
    UNION ALL
    SELECT
        c.kind, c.id, c.step, f.unit, f.score, f.field_weight, f.score,
        f.field_weight * (1 + c.step)
    FROM change AS c
    JOIN field_part AS f ON c.kind = 'field' AND f.field = c.id
    WHERE f.score IS NOT NULL
),
-- Made before it is filtered, so that nothing is divided by what the filter leaves out.
rescored AS MATERIALIZED (
    SELECT
        c.kind, c.id, c.step, w.unit,
        (w.total - coalesce(t.old_score * t.old_weight, 0)
                 + coalesce(t.new_score * t.new_weight, 0))
        / nullif(w.weights - CASE WHEN t.old_score IS NOT NULL THEN t.old_weight ELSE 0 END
                           + CASE WHEN t.new_score IS NOT NULL THEN t.new_weight ELSE 0 END, 0)
            AS score
    FROM change AS c
    CROSS JOIN whole AS w
    LEFT JOIN touched AS t
      ON t.kind = c.kind AND t.id = c.id AND t.step = c.step AND t.unit = w.unit
    WHERE w.weights <> 0
),
reranked AS (
    SELECT
        unit,
        rank() OVER (PARTITION BY kind, id, step ORDER BY round_half_away(score, 1) DESC) AS rank
    FROM rescored
    WHERE score IS NOT NULL
)
SELECT
    r.unit, s.rank,
    least(min(r.rank), s.rank)::INTEGER AS best,
    greatest(max(r.rank), s.rank)::INTEGER AS worst
FROM reranked AS r
JOIN scores AS s ON s.unit = r.unit AND s.field = 'ALL' AND s.rank IS NOT NULL
JOIN asked USING (period)
LEFT JOIN plan_unit AS u ON u.unit = r.unit
GROUP BY r.unit, s.rank, u.unit_order
ORDER BY u.unit_order;
