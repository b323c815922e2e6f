-- What is still open of one unit and period beside its latest submission: problems of earlier
-- submissions that nothing later has settled. A cell that was left out is settled by any later
-- figure of the indicator; a question about a figure by a later submission that filled the cell.
WITH this AS (
    SELECT unit, period, sequence
    FROM submission
    WHERE submission = $submission AND unit = $unit AND period = $period
),
answered AS (
    SELECT o.indicator, max(o.sequence) AS sequence
    FROM observation AS o
    JOIN this AS t ON o.unit = t.unit AND o.period = t.period
    GROUP BY o.indicator
),
earlier AS (
    SELECT s.submission, s.sequence, s.file, s.sha256
    FROM submission AS s
    JOIN this AS t ON s.unit = t.unit AND s.period = t.period AND s.sequence < t.sequence
    WHERE s.outcome NOT IN ('duplicate', 'attachment')
      AND NOT EXISTS (
          SELECT 1
          FROM problem AS f
          WHERE f.submission = s.submission AND f.severity = 'file'
      )
)
SELECT
    e.submission, e.file, e.sha256, p.sheet, p.cell, p.indicator, p.written, p.rule, p.message
FROM problem AS p
JOIN earlier AS e USING (submission)
LEFT JOIN answered AS a ON a.indicator = p.indicator
WHERE coalesce(p.indicator, '') <> ''
  AND coalesce(p.answered, '') = ''
  AND p.rule <> 'missing_indicator'
  AND CASE p.severity
        WHEN 'warning' THEN a.sequence IS NOT DISTINCT FROM e.sequence
        ELSE a.sequence IS NULL OR a.sequence < e.sequence
      END
ORDER BY e.sequence, p.ordinal
