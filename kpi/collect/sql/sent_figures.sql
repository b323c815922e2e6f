SELECT
    indicator, state, numerator, denominator, value, done_on,
    coalesce(explanation, '') AS explanation, coalesce(evidence, '') AS evidence
FROM observation
WHERE submission = ?
ORDER BY indicator
