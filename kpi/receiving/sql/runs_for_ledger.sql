-- Every run with its arrivals in order, and the plan version that it was checked against.
WITH plan_of_run AS (
    SELECT s.run, any_value(v.sha256) AS plan_sha256
    FROM submission AS s
    JOIN plan_version AS v USING (plan_version)
    GROUP BY s.run
)
SELECT
    a.run,
    r.started_at,
    p.plan_sha256,
    a.path,
    a.sha256,
    a.size,
    a.received_at,
    a.first_seen_at,
    a.sidecar_problem,
    a.entered
FROM arrival AS a
JOIN run AS r USING (run)
JOIN plan_of_run AS p USING (run)
ORDER BY a.arrival
