-- What the units that are left say of the milestones that formulas stand on, where a comparison is taken
-- again.
CREATE OR REPLACE TEMP VIEW alike_milestone_part AS
WITH look AS (
    SELECT DISTINCT
        k.pair, k.part AS alike, k.of_part AS part, t.operand AS indicator, k.first_month,
        k.last_month
    FROM alike_look AS k
    JOIN formula_token AS t ON t.formula = k.indicator
    JOIN plan_indicator AS i ON i.indicator = t.operand
    WHERE i.measure = 'milestone'
)
SELECT
    m.entity, s.indicator, s.first_month, s.last_month, k.alike AS part, s.amount, s.word,
    s.expected, s.done_on, s.estimated
FROM look AS k
JOIN unit_milestone AS s USING (indicator, first_month, last_month, part)
JOIN member AS m ON m.unit = s.unit
SEMI JOIN left_out AS o ON o.entity = m.entity AND o.pair = k.pair
ANTI JOIN left_out AS x ON x.entity = m.entity AND x.pair = k.pair AND x.unit = s.unit;
