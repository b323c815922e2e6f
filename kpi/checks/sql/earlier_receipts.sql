-- Of each content the rows of the file in which it was last examined (duplicates left out).
WITH examined AS (
    SELECT s.*
    FROM submission AS s
    JOIN wanted_content AS w USING (sha256)
    WHERE s.outcome <> 'duplicate'
),
last_file AS (
    SELECT sha256, file, received_at
    FROM examined
    QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY sequence DESC) = 1
)
SELECT
    e.sha256,
    coalesce(e.unit, '') AS unit,
    coalesce(e.period, '') AS period,
    e.cells_in,
    coalesce(m.member, '') AS member
FROM examined AS e
JOIN last_file USING (sha256, file, received_at)
LEFT JOIN submission_member AS m USING (submission)
ORDER BY e.sha256, e.sequence
