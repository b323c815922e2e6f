-- Units in the plan's order, units of stored figures that the plan no longer has, areas by name, and
-- the plan as a whole: whatever a fact can be of.
WITH every AS (
    SELECT unit, 1 AS part, place, name, 'unit' AS level, kind, area, valid_from, valid_to
    FROM given_unit
    UNION ALL
    SELECT DISTINCT o.unit, 2, 0, o.unit, 'former', NULL, NULL, NULL::DATE, NULL::DATE
    FROM given_observation AS o
    ANTI JOIN given_unit AS u USING (unit)
    WHERE o.is_shared
    UNION ALL
    SELECT DISTINCT 'area:' || area, 3, 0, area, 'area', NULL, area, NULL::DATE, NULL::DATE
    FROM given_unit
    WHERE area IS NOT NULL
    UNION ALL
    SELECT 'ALL', 4, 0, $whole, 'plan', NULL, NULL, NULL::DATE, NULL::DATE
)
SELECT
    unit,
    row_number() OVER (ORDER BY part, place, unit)::INTEGER AS position,
    name,
    level,
    kind,
    area,
    valid_from,
    valid_to
FROM every
ORDER BY position
