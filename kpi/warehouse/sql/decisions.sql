-- What people decided about figures and reports, oldest first: every act, and every figure that was
-- entered by hand (who did it and why are one text in its note). Empty text: it names none.
SELECT
    kind, done_at AS "at", who, reason, submission, unit, period, indicator, '' AS written, sequence
FROM act
UNION ALL
SELECT
    'enter' AS kind, known_at AS "at", '' AS who, coalesce(note, '') AS reason, submission, unit,
    period, indicator, coalesce(written, '') AS written, sequence
FROM observation
WHERE entered
ORDER BY sequence, indicator
