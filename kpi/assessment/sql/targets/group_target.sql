-- Counts of an area: its target is the sum of its expected units' targets if each has one, and its
-- start of the year is summed alike.
CREATE OR REPLACE TEMP TABLE group_target AS
WITH expected AS (
    SELECT m.entity, c.unit, c.indicator, c.first_month, c.last_month, c.last_month // 12 AS year
    FROM unit_coverage AS c
    JOIN plan_indicator AS i USING (indicator)
    JOIN member AS m USING (unit)
    WHERE c.part = 'value' AND c.expected
      AND i.measure = 'count' AND i.across = 'sum' AND m.entity <> 'ALL'
),
valued AS (
    SELECT
        e.*, t.value AS target, b.value AS start
    FROM expected AS e
    LEFT JOIN plan_unit_scope AS s USING (indicator, unit)
    LEFT JOIN target_line AS t
      ON t.indicator = e.indicator AND t.scope = s.scope AND t.year = e.year AND t.is_target
    LEFT JOIN target_line AS b
      ON b.indicator = e.indicator AND b.scope = s.scope AND b.year = e.year - 1
)
SELECT
    entity, indicator, first_month, last_month,
    CASE WHEN count(target) = count(*) THEN exact_sum(target) END AS target,
    CASE WHEN count(start) = count(*) THEN exact_sum(start) END AS start
FROM valued
GROUP BY ALL;
