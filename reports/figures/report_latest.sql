-- What the year so far last said of an indicator that is not due in the period, and when.
CREATE OR REPLACE TEMP TABLE report_latest AS
SELECT
    r.unit, r.indicator,
    arg_max(r.status, r.last_month) AS latest_status,
    arg_max(r.first_month, r.last_month) AS latest_first,
    max(r.last_month) AS latest_last
FROM report_past AS r
JOIN report_row AS now USING (unit, indicator)
CROSS JOIN report_context AS c
WHERE now.status = 'not_due'
  AND r.last_month < c.last_month AND r.last_month // 12 = c.last_month // 12
  AND r.status NOT IN ('not_due', 'no_data', 'not_applicable')
GROUP BY r.unit, r.indicator;
