-- What the checks found in the reports behind a row, in the order of the files.
SELECT
    p.indicator, p.submission, p.file, nullif(p.sheet, '') AS sheet, nullif(p.cell, '') AS cell, p.unit,
    p.period, p.rule, p.severity, p.message, nullif(p.answered, '') AS answered
FROM problem AS p
WHERE list_contains($indicators, p.indicator)
  AND list_contains($submissions, p.submission)
ORDER BY p.unit, p.period, p.submission, p.ordinal;
