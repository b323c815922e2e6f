-- The answers that came after a moment and by another among those that the assessment just made may rest on: each
-- with the cell it stands in and, of a correction, what was known before.
WITH version AS (
    SELECT
        o.*, l.first_month, l.last_month,
        lag(o.state) OVER versions AS old_state,
        lag(o.numerator) OVER versions AS old_numerator,
        lag(o.denominator) OVER versions AS old_denominator,
        lag(o.value) OVER versions AS old_value,
        lag(o.done_on) OVER versions AS old_done_on,
        lag(o.known_at) OVER versions AS old_known_at
    FROM observation AS o
    JOIN report_label AS l USING (period)
    WHERE o.known_at <= $until
    WINDOW versions AS (PARTITION BY o.unit, o.indicator, o.period ORDER BY o.known_at, o.sequence)
),
-- A later correction of what was new is new as well: it replaces nothing known at the moment.
fresh AS (
    SELECT * FROM version
    WHERE known_at > $since AND change <> 'unchanged'
)
SELECT
    f.unit, f.indicator, f.period,
    f.old_known_at IS NOT NULL AND f.old_known_at <= $since AS is_correction,
    f.state, f.numerator, f.denominator, f.value, f.done_on,
    f.old_state, f.old_numerator, f.old_denominator, f.old_value, f.old_done_on,
    b.file, nullif(f.sheet, '') AS sheet, nullif(f.cell, '') AS cell, f.submission,
    f.known_at AS received_at, f.entered
FROM fresh AS f
JOIN needed_report AS n USING (indicator, period)
JOIN submission AS b USING (submission)
JOIN plan_unit AS u ON u.unit = f.unit
JOIN plan_indicator AS i ON i.indicator = f.indicator
ORDER BY i.indicator_order, u.unit_order, f.first_month, f.last_month, f.known_at, f.sequence;
