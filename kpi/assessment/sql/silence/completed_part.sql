-- What each unit brings to those areas, and to the plan, in which a unit is missing, completed.
CREATE OR REPLACE TEMP VIEW completed_part AS
SELECT
    m.entity, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated,
    w.weight, false AS is_weak
FROM completed_unit AS f
JOIN member AS m USING (unit)
SEMI JOIN silent_group AS g
  ON g.entity = m.entity AND g.indicator = f.indicator AND g.first_month = f.first_month
 AND g.last_month = f.last_month AND g.part = f.part
LEFT JOIN completed_weight AS w
  ON w.unit = f.unit AND w.indicator = f.indicator
 AND w.first_month = f.first_month AND w.last_month = f.last_month
WHERE f.part = 'assessed';
