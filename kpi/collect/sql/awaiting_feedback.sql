-- The latest submission of each unit and period (files that name none: each of them) whose
-- feedback has not been written yet. Duplicates and attachments get none.
CREATE OR REPLACE TEMP TABLE awaiting_feedback AS
WITH shared AS (
    SELECT sha256
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
      AND cells_in > 0  -- a file of an archive that could not be read has nobody's figures
    GROUP BY sha256
    HAVING count(DISTINCT (unit, period)) > 1
)
SELECT
    submission, sequence, run, file, sha256, sha256 IN (SELECT sha256 FROM shared) AS shared,
    coalesce(unit, '') AS unit, coalesce(period, '') AS period,
    received_at, outcome, late, cells_in, loaded, superseded, unchanged, held
FROM latest_submissions()
WHERE submission NOT IN (SELECT submission FROM given_back)
