-- The latest submission of each unit and period (files that name none: each of them) whose
-- feedback has not been written yet, and, of a file for several periods of one unit, those whose
-- company has changed since. Duplicates and attachments get none.
CREATE OR REPLACE TEMP TABLE awaiting_feedback AS
WITH latest AS (
    SELECT * FROM latest_submissions()
),
held AS (
    SELECT sha256, unit, period, submission
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
      AND cells_in > 0  -- a file of an archive that could not be read has nobody's figures
),
content AS (
    SELECT
        sha256,
        count(DISTINCT (unit, period)) > 1 AS shared,
        -- the periods of a file of one unit, empty of all others
        CASE
            WHEN count(DISTINCT unit) = 1 AND bool_and(unit IS NOT NULL AND period IS NOT NULL)
            THEN list_sort(list_distinct(list(period)))
            ELSE []
        END AS periods,
        bool_and(submission IN (SELECT submission FROM latest)) AS whole
    FROM held
    GROUP BY sha256
),
waiting AS (
    SELECT * FROM latest WHERE submission NOT IN (SELECT submission FROM given_back)
),
company_changed AS (
    SELECT DISTINCT h.sha256
    FROM held AS h
    JOIN waiting AS w USING (unit, period)
    JOIN content AS c ON c.sha256 = h.sha256
    WHERE h.sha256 <> w.sha256 AND len(c.periods) > 1
)
SELECT
    t.submission, t.sequence, t.run, t.file, t.sha256,
    coalesce(c.shared, false) AS shared,
    coalesce(c.periods, []) AS periods, coalesce(c.whole, false) AS whole,
    t.submission IN (SELECT submission FROM waiting) AS waits,
    coalesce(t.unit, '') AS unit, coalesce(t.period, '') AS period,
    t.received_at, t.outcome, t.late, t.cells_in, t.loaded, t.superseded, t.unchanged, t.held
FROM latest AS t
LEFT JOIN content AS c USING (sha256)
WHERE t.submission IN (SELECT submission FROM waiting)
   OR t.sha256 IN (SELECT sha256 FROM company_changed)
