-- What stands in the feedback of each awaiting submission: its own problems, then what earlier
-- submissions of its unit and period left open. A cell that was left out is settled by any later
-- figure of the indicator, or asked about anew by a later submission; a question about a figure is
-- settled by a later submission that filled the cell.
WITH answered AS (
    SELECT o.unit, o.period, o.indicator, max(o.sequence) AS sequence
    FROM observation AS o
    JOIN awaiting_feedback AS t ON o.unit = t.unit AND o.period = t.period
    GROUP BY o.unit, o.period, o.indicator
),
asked_again AS (
    SELECT s.unit, s.period, p.indicator, max(s.sequence) AS sequence
    FROM problem AS p
    JOIN submission AS s USING (submission)
    JOIN awaiting_feedback AS t
      ON s.unit = t.unit AND s.period = t.period AND s.sequence <= t.sequence
    WHERE p.severity = 'cell' AND p.indicator <> ''
    GROUP BY s.unit, s.period, p.indicator
),
refused AS (
    SELECT DISTINCT submission FROM problem WHERE severity = 'file'
),
earlier AS (
    SELECT t.submission AS latest, s.submission, s.sequence, s.unit, s.period
    FROM submission AS s
    JOIN awaiting_feedback AS t
      ON s.unit = t.unit AND s.period = t.period AND s.sequence < t.sequence
    WHERE s.outcome NOT IN ('duplicate', 'attachment')
      AND s.submission NOT IN (SELECT submission FROM refused)
),
left_open AS (
    SELECT e.latest, e.sequence, p.*
    FROM problem AS p
    JOIN earlier AS e USING (submission)
    LEFT JOIN answered AS a
      ON a.unit = e.unit AND a.period = e.period AND a.indicator = p.indicator
    LEFT JOIN asked_again AS g
      ON g.unit = e.unit AND g.period = e.period AND g.indicator = p.indicator
    WHERE coalesce(p.indicator, '') <> ''
      AND coalesce(p.answered, '') = ''
      AND p.rule <> 'missing_indicator'
      AND CASE p.severity
            WHEN 'warning' THEN a.sequence IS NOT DISTINCT FROM e.sequence
            ELSE (a.sequence IS NULL OR a.sequence < e.sequence)
                 AND (g.sequence IS NULL OR g.sequence <= e.sequence)
          END
),
own AS (
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
FROM (SELECT * FROM own UNION ALL BY NAME SELECT * FROM left_open)
ORDER BY latest, own DESC, sequence, ordinal
