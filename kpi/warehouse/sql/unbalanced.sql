-- Everything in the books that does not come to what it is made of: (kind, place, told, counted).
WITH counted AS (
    SELECT
        submission,
        count(*) FILTER (WHERE change = 'loaded') AS loaded,
        count(*) FILTER (WHERE change = 'superseded') AS superseded,
        count(*) FILTER (WHERE change = 'unchanged') AS unchanged
    FROM observation
    GROUP BY submission
),
booked AS (
    SELECT
        run,
        sum(cells_in) AS cells_in,
        sum(loaded) AS loaded,
        sum(held) AS held,
        sum(superseded) AS superseded,
        sum(unchanged) AS unchanged
    FROM submission
    GROUP BY run
),
arrived AS (
    SELECT run, count(*) AS files
    FROM arrival
    GROUP BY run
),
row_of AS (
    SELECT submission FROM observation
    UNION ALL
    SELECT submission FROM problem
    UNION ALL
    SELECT submission FROM statement
    UNION ALL
    SELECT submission FROM submission_note
)
SELECT
    'books' AS kind,
    submission AS place,
    cells_in::BIGINT AS told,
    (loaded + held + superseded + unchanged)::BIGINT AS counted
FROM submission
WHERE cells_in <> loaded + held + superseded + unchanged
UNION ALL
SELECT
    'rows',
    s.submission,
    s.loaded + s.superseded + s.unchanged,
    coalesce(c.loaded + c.superseded + c.unchanged, 0)
FROM submission AS s
LEFT JOIN counted AS c USING (submission)
WHERE
    s.outcome <> 'duplicate'
    AND (s.loaded, s.superseded, s.unchanged)
    <> (coalesce(c.loaded, 0), coalesce(c.superseded, 0), coalesce(c.unchanged, 0))
UNION ALL
SELECT 'run_books', r.run, r.cells_in, coalesce(b.cells_in, 0)
FROM run AS r
LEFT JOIN booked AS b USING (run)
WHERE
    (r.cells_in, r.loaded, r.held, r.superseded, r.unchanged)
    IS DISTINCT FROM (b.cells_in, b.loaded, b.held, b.superseded, b.unchanged)
UNION ALL
SELECT 'run_files', r.run, r.files, coalesce(a.files, 0)
FROM run AS r
LEFT JOIN arrived AS a USING (run)
WHERE r.files IS DISTINCT FROM a.files
UNION ALL
SELECT 'orphans', r.submission, 0, count(*)
FROM row_of AS r
ANTI JOIN submission AS s USING (submission)
GROUP BY r.submission
UNION ALL
SELECT 'orphans', s.run, 0, count(*)
FROM submission AS s
ANTI JOIN run AS r USING (run)
GROUP BY s.run
ORDER BY ALL
