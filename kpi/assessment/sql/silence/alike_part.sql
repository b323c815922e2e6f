-- What each unit that is left brings to the figures taken again, of those areas in which one is silent,
-- and of the plan; but for those that `alike_less` gives.
CREATE OR REPLACE TEMP VIEW alike_part AS
WITH look AS (
    SELECT
        o.entity, k.pair, k.part AS alike, k.of_part AS part, l.leaf AS indicator, k.first_month,
        k.last_month
    FROM alike_look AS k
    JOIN leaf AS l USING (indicator)
    JOIN plan_indicator AS i ON i.indicator = l.leaf
    JOIN (SELECT DISTINCT entity, pair FROM left_out) AS o USING (pair)
    ANTI JOIN alike_less AS a
      ON a.entity = o.entity AND a.indicator = l.leaf AND a.part = k.part
    WHERE i.measure <> 'milestone'
)
SELECT
    k.entity, f.indicator, f.first_month, f.last_month, k.alike AS part, f.amount, f.base,
    f.estimated, w.weight, w.is_weak
FROM look AS k
JOIN unit_figure AS f USING (indicator, first_month, last_month, part)
JOIN member AS m ON m.unit = f.unit AND m.entity = k.entity
ANTI JOIN left_out AS x ON x.entity = m.entity AND x.pair = k.pair AND x.unit = f.unit
LEFT JOIN unit_weight AS w
  ON w.unit = f.unit AND w.indicator = f.indicator
 AND w.first_month = f.first_month AND w.last_month = f.last_month AND w.part = f.part;
