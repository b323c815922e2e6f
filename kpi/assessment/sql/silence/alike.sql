-- Both figures of those comparisons that are not simply of the two figures shown: of running totals their
-- increases, and where a unit is silent both taken again over the same units; of a silent unit itself,
-- and where one of the two is not to be had, nothing is left.
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
increased AS (
    SELECT c.pair, n.entity, n.value AS now, b.value AS before
    FROM compared AS c
    JOIN figure AS n
      ON n.indicator = c.indicator AND n.first_month = c.first_month
     AND n.last_month = c.last_month AND n.part = c.part
    JOIN figure AS b
      ON b.entity = n.entity AND b.indicator = c.indicator AND b.first_month = c.other_first
     AND b.last_month = c.other_last AND b.part = c.part
    WHERE c.part = 'increase'
),
found AS (
    SELECT i.pair, i.entity, i.now, i.before
    FROM increased AS i
    ANTI JOIN disturbed AS d USING (pair, entity)
    UNION ALL
    SELECT d.pair, d.entity, n.value, b.value
    FROM disturbed AS d
    LEFT JOIN again AS n ON n.pair = d.pair AND n.entity = d.entity AND n.is_now
    LEFT JOIN again AS b ON b.pair = d.pair AND b.entity = d.entity AND NOT b.is_now
)
SELECT
    pair, entity, CASE WHEN before IS NOT NULL THEN now END AS now,
    CASE WHEN now IS NOT NULL THEN before END AS before
FROM found;
