-- Questions that every reader of the warehouse asks, as of a moment (UTC without zone).
-- Temporary macros: they belong to the code that opened the file, not to the file.

-- The observations in force: of each unit, period and indicator the latest version known by then,
-- those left out that an act had taken out of force.
CREATE OR REPLACE TEMP MACRO in_force(as_of) AS TABLE
SELECT *
FROM observation
WHERE is_in_force(known_at, out_at, as_of, as_of)
QUALIFY row_number() OVER (
    PARTITION BY unit, period, indicator
    ORDER BY known_at DESC, sequence DESC
) = 1;

-- The submissions received by then.
CREATE OR REPLACE TEMP MACRO received_by(as_of) AS TABLE
SELECT *
FROM submission
WHERE received_at <= as_of;

-- The whole submissions that were out of force then, with the act that put them there.
CREATE OR REPLACE TEMP MACRO aside_by(as_of) AS TABLE
SELECT submission, act
FROM set_aside
WHERE since <= as_of AND (until IS NULL OR until > as_of);

-- The plan in force: the last one loaded by then, else the first ever loaded.
CREATE OR REPLACE TEMP MACRO plan_in_force(as_of) AS TABLE
SELECT *
FROM plan_version
ORDER BY
    loaded_at > as_of,
    CASE WHEN loaded_at <= as_of THEN loaded_at END DESC,
    CASE WHEN loaded_at <= as_of THEN plan_version END DESC,
    loaded_at,
    plan_version
LIMIT 1;

-- Of each unit and period the submission that came last, of all or of those received by a moment (of
-- files that name none, each). A duplicate or an attachment says nothing of its own.
CREATE OR REPLACE TEMP MACRO latest_submissions(as_of := NULL) AS TABLE
SELECT *
FROM submission
WHERE outcome NOT IN ('duplicate', 'attachment') AND (as_of IS NULL OR received_at <= as_of)
QUALIFY row_number() OVER (
    PARTITION BY unit, period, CASE WHEN unit IS NULL OR period IS NULL THEN file END
    ORDER BY sequence DESC
) = 1;

-- What earlier submissions left open before those of the table named `latest` (`submission`,
-- `sequence`, `unit`, `period`; the last of their unit and period). A cell that was left out is
-- settled by any later figure of the indicator, or asked about anew by a later submission; a
-- question about a figure is settled by a later submission that filled the cell.
CREATE OR REPLACE TEMP MACRO left_open(latest) AS TABLE
WITH following AS (
    SELECT submission, sequence, unit, period FROM query_table(latest)
),
answered AS (
    SELECT o.unit, o.period, o.indicator, max(o.sequence) AS sequence
    FROM observation AS o
    JOIN following AS t
      ON o.unit = t.unit AND o.period = t.period AND o.sequence <= t.sequence
    GROUP BY o.unit, o.period, o.indicator
),
asked_again AS (
    SELECT s.unit, s.period, p.indicator, max(s.sequence) AS sequence
    FROM problem AS p
    JOIN submission AS s USING (submission)
    JOIN following AS t
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
    JOIN following AS t
      ON s.unit = t.unit AND s.period = t.period AND s.sequence < t.sequence
    WHERE s.outcome NOT IN ('duplicate', 'attachment')
      AND s.submission NOT IN (SELECT submission FROM refused)
)
SELECT e.latest, e.sequence, e.unit AS of_unit, e.period AS of_period, p.*
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
      END;
