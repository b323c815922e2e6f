-- Completed figures of those areas, and of the plan, in which a unit is missing; `unknown` where nothing
-- could stand in for one of them, or for its weight.
CREATE OR REPLACE TEMP TABLE completed_group AS
WITH unknown AS (
    SELECT DISTINCT m.entity, u.indicator, u.first_month, u.last_month
    FROM (SELECT unit, indicator, first_month, last_month FROM unknown_unit WHERE part = 'assessed'
          UNION
          SELECT s.unit, s.indicator, s.first_month, s.last_month
          FROM silent_weight AS s
          SEMI JOIN completed_unit AS f
            ON f.unit = s.unit AND f.indicator = s.indicator AND f.part = 'assessed'
           AND f.first_month = s.first_month AND f.last_month = s.last_month
          WHERE s.unknown AND s.part = 'assessed') AS u
    JOIN member AS m USING (unit)
),
together AS (
    SELECT entity, indicator, first_month, last_month, part, value, numerator, denominator
    FROM joined_units('completed_part')
    UNION ALL
    SELECT entity, indicator, first_month, last_month, part, value, numerator, denominator
    FROM completed_sum
)
SELECT g.*, u.entity IS NOT NULL AS unknown
FROM together AS g
LEFT JOIN unknown AS u USING (entity, indicator, first_month, last_month);
