-- What each unit brings to its area, if it has one, and to the plan, with its weight where units are
-- weighted by another indicator. A view: of millions of rows no copy is made.
CREATE OR REPLACE TEMP VIEW group_part AS
SELECT
    m.entity, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated,
    w.weight, w.is_weak
FROM unit_figure AS f
JOIN plan_indicator AS i USING (indicator)
LEFT JOIN (FROM member WHERE entity <> 'ALL') AS m USING (unit)
LEFT JOIN unit_weight AS w
  ON w.unit = f.unit AND w.indicator = f.indicator
 AND w.first_month = f.first_month AND w.last_month = f.last_month AND w.part = f.part
WHERE i.measure <> 'milestone';
