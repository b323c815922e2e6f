-- Of each unit and period that may be owed: whether anything was taken (a blank form is no
-- delivery, nor is what is out of force), and whether a file came of which nothing could be taken.
SELECT
    unit,
    period,
    bool_or(outcome LIKE 'accepted%' AND cells_in > 0) AS taken,
    bool_or(outcome = 'rejected') AS refused
FROM submission
WHERE unit IS NOT NULL
  AND received_at <= $now
  AND submission NOT IN (SELECT submission FROM aside_by($now))
  AND period IN (SELECT unnest($periods::VARCHAR[]))
GROUP BY unit, period
