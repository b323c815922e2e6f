-- The figures of a period in force at a moment, as the checks look at answers.
SELECT
    unit,
    period,
    indicator,
    state,
    numerator,
    denominator,
    value,
    strftime(done_on, '%Y-%m-%d') AS done_on,
    coalesce(written, '') AS written,
    coalesce(sheet, '') AS sheet,
    coalesce(cell, '') AS cell,
    coalesce(explanation, '') AS explanation,
    coalesce(note, '') AS note,
    coalesce(evidence, '') AS evidence,
    known_at
FROM in_force($as_of)
WHERE period = $period
ORDER BY unit, indicator
