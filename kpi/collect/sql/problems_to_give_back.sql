-- What stands in the feedback of each awaiting submission: its own problems (of an archive with
-- several files that are nobody's: those of each, as they come back together), then what earlier
-- submissions of its unit and period left open.
WITH concerned AS (
    SELECT submission AS latest, submission, sequence FROM awaiting_feedback
    UNION
    SELECT t.submission, s.submission, s.sequence
    FROM awaiting_feedback AS t
    JOIN submission AS s ON s.run = t.run AND s.file = t.file AND s.sha256 = t.sha256
    WHERE (t.unit = '' OR t.period = '') AND (s.unit IS NULL OR s.period IS NULL)
),
own AS (
    SELECT c.latest, c.sequence, true AS own, p.*
    FROM problem AS p
    JOIN concerned AS c USING (submission)
)
SELECT
    latest, coalesce(own, false) AS own, rule, message,
    coalesce(file, '') AS file, coalesce(sheet, '') AS sheet, coalesce(cell, '') AS cell,
    coalesce(unit, '') AS unit, coalesce(period, '') AS period,
    coalesce(indicator, '') AS indicator, coalesce(written, '') AS written, submission,
    coalesce(answered, '') AS answered, severity
FROM (
    SELECT * FROM own
    UNION ALL BY NAME
    SELECT * EXCLUDE (of_unit, of_period) FROM left_open('awaiting_feedback')
)
ORDER BY latest, own DESC, sequence, ordinal
