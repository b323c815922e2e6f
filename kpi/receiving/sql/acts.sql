-- Every act in the order in which it was done.
SELECT act, kind, done_at AS "at", who, reason, plan_sha256, submission, unit, period, indicator
FROM act
ORDER BY sequence
