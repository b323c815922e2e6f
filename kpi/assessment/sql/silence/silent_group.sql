-- Areas, and the plan, in whose figures a unit is missing; of formulas where one is in any operand.
CREATE OR REPLACE TEMP TABLE silent_group AS
WITH leaf AS (
    SELECT DISTINCT m.entity, s.indicator, s.first_month, s.last_month, s.part
    FROM silent_unit AS s
    JOIN member AS m USING (unit)
)
SELECT * FROM leaf
UNION
SELECT l.entity, t.formula, l.first_month, l.last_month, l.part
FROM leaf AS l
JOIN formula_token AS t ON t.operand = l.indicator;
