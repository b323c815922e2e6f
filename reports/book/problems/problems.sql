-- What the checks found in the submissions of the period, and where it stands now: `resent` when a
-- later file answered the same cell (or the same unit and period), `explained` in its own file or
-- a later one, else `open`.
-- A file whose unit or period nobody could tell belongs to the period in which it came.
WITH found AS (
    SELECT p.*, s.sequence, s.received_at, coalesce(nullif(p.period, ''), s.period) AS of_period,
           coalesce(nullif(p.unit, ''), s.unit) AS of_unit
    FROM problem AS p
    JOIN submission AS s USING (submission)
    CROSS JOIN report_context AS c
    WHERE s.received_at <= c.as_of AND s.outcome <> 'duplicate'
      AND (nullif(s.period, '') IN (SELECT period FROM report_part WHERE in_period)
           OR (nullif(s.period, '') IS NULL
               AND s.received_at > c.closes_at AND s.received_at <= c.next_closes_at))
),
-- A figure that comes again unchanged, now with its reason, answers the question about it.
later AS (
    SELECT
        f.submission, f.ordinal,
        bool_or(f.severity = 'file' OR coalesce(o.change, 'unchanged') <> 'unchanged') AS is_resent,
        arg_max(nullif(trim(o.explanation), ''), s.sequence) AS reason
    FROM found AS f
    JOIN submission AS s
      ON s.unit = f.of_unit AND s.period = f.of_period AND s.sequence > f.sequence
     AND s.outcome NOT IN ('rejected', 'duplicate', 'attachment')
    CROSS JOIN report_context AS c
    LEFT JOIN observation AS o ON o.submission = s.submission AND o.indicator = f.indicator
    WHERE s.received_at <= c.as_of
      AND (f.severity = 'file' OR o.change <> 'unchanged'
           OR (f.severity = 'warning' AND trim(o.explanation) <> ''))
    GROUP BY ALL
),
placed AS (
    SELECT
        f.* EXCLUDE (answered), coalesce(nullif(f.answered, ''), l.reason) AS answered,
        CASE WHEN l.is_resent THEN 'resent'
             WHEN nullif(f.answered, '') IS NOT NULL OR l.reason IS NOT NULL THEN 'explained'
             ELSE 'open' END AS standing
    FROM found AS f
    LEFT JOIN later AS l USING (submission, ordinal)
)
SELECT
    row_number() OVER (
        ORDER BY standing = 'resent', standing = 'explained', p.severity = 'warning',
                 u.unit_order NULLS FIRST, p.sequence, p.ordinal) AS place,
    u.unit, u.unit_name, nullif(p.of_period, '') AS period, nullif(p.indicator, '') AS indicator,
    p.file, p.sheet, p.cell, p.written, p.severity, p.message, p.answered, p.standing
FROM placed AS p
LEFT JOIN report_unit AS u ON u.unit = p.of_unit
ORDER BY place;
