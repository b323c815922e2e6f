-- What became of contents received before: whether anything of them was taken (a document beside a
-- refused form takes nothing of it), and which rules stood against it.
WITH examined AS (
    SELECT s.submission, s.sha256, s.outcome
    FROM submission AS s
    JOIN wanted_content AS w USING (sha256)
    WHERE s.outcome <> 'duplicate'
)
SELECT
    e.sha256,
    bool_or(e.outcome NOT IN ('rejected', 'attachment')) OR bool_and(e.outcome = 'attachment')
        AS taken,
    list(DISTINCT p.rule) FILTER (p.severity = 'file') AS rules
FROM examined AS e
LEFT JOIN problem AS p USING (submission)
GROUP BY e.sha256
