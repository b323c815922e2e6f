-- What people decided about the reports of a row's leaf indicators, known at the as-of moment.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
)
SELECT
    a.act, a.kind, a.done_at AS "at", a.who, a.reason, a.plan_sha256, a.submission, a.unit,
    a.period, a.indicator
FROM act AS a
CROSS JOIN setting AS s
WHERE a.kind IN ('withdraw', 'excuse')
  AND (s.as_of IS NULL OR a.done_at <= s.as_of)
  AND a.unit IN (SELECT unit::VARCHAR FROM asked_unit)
  AND (a.indicator = '' OR list_contains($indicators, a.indicator))
ORDER BY a.sequence;
