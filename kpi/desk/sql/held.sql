-- What each unit and period still has open: what the feedback workbook of its latest submission
-- lists, counted. A cell that was left out is settled by any later figure of the indicator, or
-- asked about anew by a later submission; a question about a figure by a later submission that
-- filled the cell. Lateness cannot be mended in a workbook.
WITH latest AS (
    SELECT *
    FROM submission
    WHERE outcome NOT IN ('duplicate', 'attachment')
      AND unit IS NOT NULL
      AND period IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY unit, period ORDER BY sequence DESC) = 1
),
answered AS (
    SELECT unit, period, indicator, max(sequence) AS sequence
    FROM observation
    GROUP BY unit, period, indicator
),
asked_again AS (
    SELECT s.unit, s.period, p.indicator, max(s.sequence) AS sequence
    FROM problem AS p
    JOIN submission AS s USING (submission)
    WHERE p.severity = 'cell' AND p.indicator <> ''
    GROUP BY s.unit, s.period, p.indicator
),
refused AS (
    SELECT DISTINCT submission FROM problem WHERE severity = 'file'
),
earlier AS (
    SELECT s.submission, s.sequence, s.unit, s.period
    FROM submission AS s
    JOIN latest AS t
      ON s.unit = t.unit AND s.period = t.period AND s.sequence < t.sequence
    WHERE s.outcome NOT IN ('duplicate', 'attachment')
      AND s.submission NOT IN (SELECT submission FROM refused)
),
left_open AS (
    SELECT e.unit AS of_unit, e.period AS of_period, p.*
    FROM problem AS p
    JOIN earlier AS e USING (submission)
    LEFT JOIN answered AS a
      ON a.unit = e.unit AND a.period = e.period AND a.indicator = p.indicator
    LEFT JOIN asked_again AS g
      ON g.unit = e.unit AND g.period = e.period AND g.indicator = p.indicator
    WHERE coalesce(p.indicator, '') <> ''
      AND p.rule <> 'missing_indicator'
      AND CASE p.severity
            WHEN 'warning' THEN a.sequence IS NOT DISTINCT FROM e.sequence
            ELSE (a.sequence IS NULL OR a.sequence < e.sequence)
                 AND (g.sequence IS NULL OR g.sequence <= e.sequence)
          END
),
own AS (
    SELECT t.unit AS of_unit, t.period AS of_period, p.*
    FROM problem AS p
    JOIN latest AS t USING (submission)
),
open_now AS (
    SELECT *
    FROM (SELECT * FROM own UNION ALL BY NAME SELECT * FROM left_open)
    WHERE coalesce(answered, '') = '' AND rule NOT IN ('late', 'sidecar_unreadable')
)
SELECT
    of_unit AS unit,
    of_period AS period,
    count(DISTINCT (submission, sheet, cell, indicator)) FILTER (severity = 'cell') AS cells,
    count(*) FILTER (severity = 'warning') AS warnings,
    count(DISTINCT submission) FILTER (severity = 'file') AS files
FROM open_now
GROUP BY of_unit, of_period
ORDER BY unit, period
