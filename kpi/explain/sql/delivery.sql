-- What was expected of each unit for the period's figure of each leaf indicator, and whether it came.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
)
SELECT c.indicator, c.unit, c.expected, c.complete, c.lacking
FROM unit_coverage AS c
JOIN asked_unit USING (unit)
JOIN plan_unit AS n USING (unit)
WHERE list_contains($indicators, c.indicator::VARCHAR) AND c.first_month = $first_month AND c.last_month = $last_month
  AND c.part = 'value'
ORDER BY c.indicator, n.unit_order;
