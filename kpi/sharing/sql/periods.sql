-- The periods that a fact speaks of.
SELECT
    period,
    name,
    kind,
    year,
    last_month - first_month + 1 AS months,
    first_day,
    last_day,
    due_day
FROM given_period
WHERE period IN (SELECT period FROM given_result)
   OR period IN (SELECT period FROM given_observation WHERE is_shared)
ORDER BY last_month, first_month DESC
