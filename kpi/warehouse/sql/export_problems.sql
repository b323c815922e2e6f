WITH received AS (
    SELECT submission, received_at, sequence
    FROM received_by($as_of)
    WHERE $period IS NULL OR period = $period
)
SELECT
    p.submission,
    p.file,
    p.sheet,
    p.cell,
    p.unit,
    p.period,
    p.indicator,
    p.written,
    p.rule,
    p.severity,
    p.message
FROM problem AS p
JOIN received AS r USING (submission)
ORDER BY r.received_at, r.sequence, p.ordinal
