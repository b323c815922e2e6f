-- Runs and acts in the order in which they were done.
SELECT step
FROM (
    SELECT run AS step, min(sequence) AS sequence
    FROM submission
    GROUP BY run
    UNION ALL
    SELECT act, sequence
    FROM act
)
ORDER BY sequence
