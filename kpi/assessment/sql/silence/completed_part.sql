-- What each unit brings to those areas, and to the plan, in which a unit is missing, completed; but for
-- those that `completed_sum` gives.
CREATE OR REPLACE TEMP VIEW completed_part AS
WITH open_group AS (
    SELECT g.entity, g.indicator, g.first_month, g.last_month, g.part
    FROM silent_group AS g
    ANTI JOIN completed_sum AS s USING (entity, indicator, first_month, last_month)
    WHERE g.part = 'assessed'
)
SELECT
    g.entity, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated,
    w.weight, false AS is_weak
FROM open_group AS g
JOIN member AS m USING (entity)
JOIN completed_unit AS f
  ON f.unit = m.unit AND f.indicator = g.indicator AND f.first_month = g.first_month
 AND f.last_month = g.last_month AND f.part = g.part
LEFT JOIN completed_weight AS w
  ON w.unit = f.unit AND w.indicator = f.indicator
 AND w.first_month = f.first_month AND w.last_month = f.last_month AND w.part = f.part;
