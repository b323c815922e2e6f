-- What was expected of each unit for one figure, and whether it came.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
)
SELECT c.unit, c.expected, c.complete, c.lacking
FROM unit_coverage AS c
JOIN asked_unit USING (unit)
JOIN plan_unit AS n USING (unit)
WHERE c.indicator = $indicator AND c.first_month = $first_month AND c.last_month = $last_month
  AND c.part = 'value'
ORDER BY n.unit_order;
