-- What became of contents received before: whether anything of them was taken (a document beside a
-- refused form takes nothing of it), whether somebody withdrew anything since of a unit and period
-- that they told of last, and which rules stood against them.
WITH withdrawn AS (
    SELECT w.submission
    FROM set_aside AS w
    JOIN act AS a ON a.act = w.act
    WHERE a.kind = 'withdraw'
    UNION
    SELECT o.submission
    FROM observation AS o
    JOIN act AS a ON a.act = o.out_by
    WHERE a.kind = 'withdraw'
    UNION
    -- what said the same as an earlier submission has no answers of its own
    SELECT s.submission
    FROM submission AS s
    JOIN act AS a ON a.unit = s.unit AND a.period = s.period AND a.sequence > s.sequence
    WHERE a.kind = 'withdraw'
),
examined AS (
    SELECT s.submission, s.sha256, s.unit, s.period, s.outcome
    FROM submission AS s
    JOIN wanted_content AS w USING (sha256)
    WHERE s.outcome <> 'duplicate'
),
told AS (
    -- of a content that came more than once for a unit and period, all of it must be withdrawn
    SELECT e.sha256, bool_and(w.submission IS NOT NULL) AS withdrawn
    FROM examined AS e
    LEFT JOIN withdrawn AS w USING (submission)
    WHERE e.outcome LIKE 'accepted%'
    GROUP BY e.sha256, e.unit, e.period
),
open_again AS (
    SELECT sha256, bool_or(withdrawn) AS withdrawn
    FROM told
    GROUP BY sha256
)
SELECT
    e.sha256,
    bool_or(e.outcome NOT IN ('rejected', 'attachment')) OR bool_and(e.outcome = 'attachment')
        AS taken,
    coalesce(any_value(a.withdrawn), false) AS withdrawn,
    list(DISTINCT p.rule) FILTER (p.severity = 'file') AS rules
FROM examined AS e
LEFT JOIN open_again AS a ON a.sha256 = e.sha256
LEFT JOIN problem AS p ON p.submission = e.submission
GROUP BY e.sha256
