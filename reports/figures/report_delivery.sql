-- Every form owed, and every other submission of the same periods: when its first accepted version
-- came, and how the latest one was taken. On time is a matter of the first that was taken.
CREATE OR REPLACE TEMP TABLE report_delivery AS
WITH form AS (
    SELECT f.*
    FROM report_form AS f
    JOIN report_part AS p USING (period)
    -- what a unit is excused from it does not owe
    ANTI JOIN excused AS x
      ON x.unit = f.unit AND x.first_month <= p.first_month AND x.last_month >= p.last_month
),
received AS (
    SELECT s.*
    FROM submission AS s
    CROSS JOIN report_context AS c
    WHERE s.received_at <= c.as_of
      AND s.outcome NOT IN ('duplicate', 'attachment')
      AND s.submission NOT IN (
          SELECT w.submission
          FROM set_aside AS w
          WHERE w.since <= c.as_of AND (w.until IS NULL OR w.until > c.as_of))
      AND s.unit IS NOT NULL
      AND s.period IN (SELECT period FROM report_part WHERE in_period)
),
taken AS (
    SELECT
        unit, period,
        arg_min(received_at, (received_at, sequence)) AS received_at,
        arg_min(late, (received_at, sequence)) AS late
    FROM received
    WHERE outcome <> 'rejected' AND cells_in > 0  -- a blank form is no delivery
    GROUP BY unit, period
),
latest AS (
    SELECT
        unit, period,
        count(*) AS files,
        arg_max(outcome, (received_at, sequence)) AS outcome,
        arg_max(file, (received_at, sequence)) AS file
    FROM received
    GROUP BY unit, period
),
gathered AS (
    SELECT DISTINCT f.unit, f.period
    FROM form AS f
    JOIN report_part AS p USING (period)
    JOIN report_in_force AS o
      ON o.unit = f.unit AND o.first_month <= p.first_month AND p.last_month <= o.last_month
     AND o.period <> f.period
    JOIN report_indicator AS i ON i.indicator = o.indicator AND i.frequency = p.kind
),
concerned AS (
    SELECT unit, period FROM form
    UNION
    SELECT unit, period FROM latest
)
SELECT
    u.unit, u.unit_name, u.unit_order, n.period, p.part_order, f.due_at,
    t.received_at, l.outcome, l.file, coalesce(l.files, 0) AS files,
    f.unit IS NOT NULL AS owed,
    CASE
        WHEN t.unit IS NOT NULL THEN CASE WHEN t.late THEN 'late' ELSE 'on_time' END
        WHEN g.unit IS NOT NULL THEN 'gathered'
        WHEN f.due_at >= c.as_of THEN 'not_due'
        ELSE 'missing'
    END AS delivery
FROM concerned AS n
JOIN report_unit AS u USING (unit)
JOIN report_part AS p USING (period)
CROSS JOIN report_context AS c
LEFT JOIN form AS f ON f.unit = n.unit AND f.period = n.period
LEFT JOIN taken AS t ON t.unit = n.unit AND t.period = n.period
LEFT JOIN latest AS l ON l.unit = n.unit AND l.period = n.period
LEFT JOIN gathered AS g ON g.unit = n.unit AND g.period = n.period;
