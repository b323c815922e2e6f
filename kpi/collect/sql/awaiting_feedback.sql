-- The latest submission of each unit and period (files that name none: each of them) whose
-- feedback has not been written yet. Duplicates and attachments get none.
CREATE OR REPLACE TEMP TABLE awaiting_feedback AS
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY unit, period, CASE WHEN unit IS NULL OR period IS NULL THEN file END
            ORDER BY sequence DESC
        ) AS place
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
),
shared AS (
    SELECT sha256
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
      AND cells_in > 0  -- a file of an archive that could not be read has nobody's figures
    GROUP BY sha256
    HAVING count(DISTINCT (unit, period)) > 1
),
came AS (
    SELECT path, sha256, max(size) AS size, min(first_seen_at) AS first_seen_at
    FROM arrival
    GROUP BY path, sha256
)
SELECT
    r.submission, r.sequence, r.file, r.sha256,
    r.sha256 IN (SELECT sha256 FROM shared) AS shared,
    coalesce(r.unit, '') AS unit, coalesce(r.period, '') AS period,
    r.received_at, coalesce(c.first_seen_at, r.received_at) AS first_seen_at,
    coalesce(c.size, 0) AS size, r.outcome, r.late, r.cells_in, r.loaded, r.superseded,
    r.unchanged, r.held
FROM ranked AS r
LEFT JOIN came AS c ON c.path = r.file AND c.sha256 = r.sha256
WHERE r.place = 1 AND r.submission NOT IN (SELECT submission FROM given_back)
