-- Submissions and acts are counted together.
SELECT coalesce(max(sequence), 0) + 1 AS sequence
FROM (SELECT max(sequence) AS sequence FROM submission UNION ALL SELECT max(sequence) FROM act)
