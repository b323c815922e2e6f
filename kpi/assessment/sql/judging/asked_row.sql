-- The rows of the results: units asked and valid on some day of the period, their areas, the plan;
-- a formula wherever all that it stands on has a row. Where groups alone are asked none of a unit.
CREATE OR REPLACE TEMP TABLE asked_row AS
WITH asked_unit AS (
    SELECT p.period, r.indicator, u.unit, u.area
    FROM plan_reporter AS r
    JOIN plan_unit AS u USING (unit)
    JOIN asked_period AS p
      ON (u.valid_from IS NULL OR u.valid_from <= p.last_day)
     AND (u.valid_to IS NULL OR u.valid_to >= p.first_day)
    ANTI JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= p.first_day AND g.last_day >= p.last_day
),
-- in the view of today's units a row is that of the unit on which the one asked is expressed
unit_row AS (
    SELECT a.* FROM asked_unit AS a ANTI JOIN expression AS e ON e.source = a.unit
    UNION ALL
    SELECT DISTINCT a.period, a.indicator, e.unit, u.area
    FROM asked_unit AS a
    JOIN expression AS e ON e.source = a.unit
    JOIN plan_unit AS u ON u.unit = e.unit
),
reported AS (
    SELECT period, indicator, unit AS entity, 'unit' AS level FROM unit_row
    UNION ALL
    SELECT DISTINCT period, indicator, ('area:' || area)::entity_id, 'area'
    FROM unit_row WHERE area IS NOT NULL
),
leaf AS (
    SELECT DISTINCT formula, operand FROM formula_token WHERE operand IS NOT NULL
),
needed AS (
    SELECT formula, count(*) AS leaves FROM leaf GROUP BY formula
),
computed AS (
    SELECT r.period, l.formula AS indicator, r.entity, r.level
    FROM leaf AS l
    JOIN reported AS r ON r.indicator = l.operand
    JOIN needed AS n ON n.formula = l.formula
    GROUP BY r.period, l.formula, r.entity, r.level
    HAVING count(*) = any_value(n.leaves)
),
whole AS (
    SELECT p.period, i.indicator, 'ALL'::entity_id AS entity, 'plan' AS level
    FROM asked_period AS p CROSS JOIN plan_indicator AS i
)
SELECT r.*
FROM (SELECT * FROM reported UNION ALL SELECT * FROM computed UNION ALL SELECT * FROM whole) AS r
CROSS JOIN setting AS s
WHERE r.level <> 'unit' OR NOT s.groups_only;
