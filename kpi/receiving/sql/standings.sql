-- What became of contents received before: whether anything of them was taken (a document beside a
-- refused form takes nothing of it), whether all that was taken has been withdrawn since, and which
-- rules stood against it.
WITH withdrawn AS (
    SELECT DISTINCT w.submission
    FROM set_aside AS w
    JOIN act AS a ON a.act = w.act
    WHERE a.kind = 'withdraw'
),
examined AS (
    SELECT s.submission, s.sha256, s.outcome
    FROM submission AS s
    JOIN wanted_content AS w USING (sha256)
    WHERE s.outcome <> 'duplicate'
)
SELECT
    e.sha256,
    bool_or(e.outcome NOT IN ('rejected', 'attachment')) OR bool_and(e.outcome = 'attachment')
        AS taken,
    coalesce(
        bool_and(w.submission IS NOT NULL) FILTER (e.outcome LIKE 'accepted%'), false
    ) AS withdrawn,
    list(DISTINCT p.rule) FILTER (p.severity = 'file') AS rules
FROM examined AS e
LEFT JOIN withdrawn AS w ON w.submission = e.submission
LEFT JOIN problem AS p ON p.submission = e.submission
GROUP BY e.sha256
