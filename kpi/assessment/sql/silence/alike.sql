-- Both figures of each comparison, over the same units: as they are where nobody is silent, else taken
-- again; of a silent unit itself nothing is left.
CREATE OR REPLACE TEMP TABLE alike AS
WITH again AS (
    SELECT k.pair, a.entity, left(k.part, 3) = 'now' AS is_now, a.value
    FROM (SELECT * FROM alike_leaf UNION ALL SELECT * FROM alike_formula) AS a
    JOIN alike_look AS k USING (indicator, first_month, last_month, part)
),
disturbed AS (
    SELECT DISTINCT pair, entity FROM left_out
    UNION
    SELECT pair, unit FROM silent_pair WHERE NOT by_weight
),
plain AS (
    SELECT c.pair, n.entity, n.value AS now, b.value AS before
    FROM compared AS c
    JOIN figure AS n
      ON n.indicator = c.indicator AND n.first_month = c.first_month
     AND n.last_month = c.last_month AND n.part = c.part
    JOIN figure AS b
      ON b.entity = n.entity AND b.indicator = c.indicator AND b.first_month = c.other_first
     AND b.last_month = c.other_last AND b.part = c.part
)
SELECT p.pair, p.entity, p.now, p.before
FROM plain AS p
ANTI JOIN disturbed AS d USING (pair, entity)
WHERE p.now IS NOT NULL AND p.before IS NOT NULL
UNION ALL
SELECT n.pair, n.entity, n.value, b.value
FROM again AS n
JOIN again AS b ON b.pair = n.pair AND b.entity = n.entity AND NOT b.is_now
WHERE n.is_now AND n.value IS NOT NULL AND b.value IS NOT NULL;
