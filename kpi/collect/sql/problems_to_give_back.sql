-- What stands in the feedback of each awaiting submission: its own problems, then what earlier
-- submissions of its unit and period left open.
WITH own AS (
    SELECT t.submission AS latest, t.sequence, p.*
    FROM problem AS p
    JOIN awaiting_feedback AS t USING (submission)
)
SELECT
    latest, latest = submission AS own, rule, message,
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
