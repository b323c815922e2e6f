-- What each unit and period still had open at a moment: what the feedback workbook of its latest submission
-- lists, counted. Lateness cannot be mended in a workbook.
WITH latest AS (
    SELECT * FROM latest_submissions(as_of := $now) WHERE unit IS NOT NULL AND period IS NOT NULL
),
own AS (
    SELECT t.unit AS of_unit, t.period AS of_period, p.*
    FROM problem AS p
    JOIN latest AS t USING (submission)
    WHERE coalesce(p.answered, '') = ''
),
open_now AS (
    SELECT *
    FROM (
        SELECT * FROM own
        UNION ALL BY NAME
        SELECT * EXCLUDE (latest, sequence) FROM left_open('latest')
    )
    WHERE rule NOT IN ('late', 'sidecar_unreadable')
)
SELECT
    of_unit AS unit,
    of_period AS period,
    count(DISTINCT (submission, sheet, cell, indicator)) FILTER (severity = 'cell') AS cells,
    count(*) FILTER (severity = 'warning') AS warnings,
    count(DISTINCT submission) FILTER (severity = 'file') AS files
FROM open_now
GROUP BY of_unit, of_period
ORDER BY unit, period
