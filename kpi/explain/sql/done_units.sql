-- Of a milestone: how many of the units expected have it done by their last word, said that it is not, keep
-- what they say secret, or never spoke.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
)
SELECT
    count(*)::INTEGER AS expected,
    count(*) FILTER (s.word = 100)::INTEGER AS done,
    count(*) FILTER (s.word = 0)::INTEGER AS not_done,
    count(*) FILTER (s.word IS NULL AND s.complete)::INTEGER AS withheld,
    count(*) FILTER (NOT s.complete)::INTEGER AS silent
FROM asked_figure AS a
JOIN unit_milestone AS s
  ON s.indicator = a.indicator AND s.first_month = a.first_month
 AND s.last_month = a.last_month AND s.part = 'value'
JOIN asked_unit USING (unit)
WHERE a.indicator = $indicator AND s.expected;
