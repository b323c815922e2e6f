-- The words of each unit's latest submission of the period that has any, as written.
WITH known AS (
    SELECT t.*, s.sequence, p.part_order
    FROM statement AS t
    JOIN submission AS s USING (submission)
    JOIN report_part AS p ON p.period = t.period AND p.in_period
    CROSS JOIN report_context AS c
    WHERE t.known_at <= c.as_of AND s.outcome <> 'rejected'
      AND s.submission NOT IN (
          SELECT w.submission
          FROM set_aside AS w
          WHERE w.since <= c.as_of AND (w.until IS NULL OR w.until > c.as_of))
),
latest AS (
    SELECT *
    FROM known
    QUALIFY dense_rank() OVER (
        PARTITION BY unit, period ORDER BY known_at DESC, sequence DESC) = 1
)
SELECT u.unit_name, l.period, l.heading, l.text
FROM latest AS l
JOIN report_unit AS u USING (unit)
ORDER BY u.unit_order, l.part_order, l.ordinal;
