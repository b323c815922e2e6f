-- Stocks within a unit: the report of the last reporting period inside. A longer period's figure that
-- ends there is none of that period, but counts in `assessed`, within the report year. A milestone
-- that is not reported there keeps the date it had, as long as the unit is valid.
CREATE OR REPLACE TEMP TABLE stock_state AS
WITH last_report AS (
    SELECT w.first_month, w.last_month, w.part, s.* EXCLUDE (first_month, last_month)
    FROM wanted_figure AS w
    JOIN standing AS s
      ON s.indicator = w.indicator
     AND s.last_month = w.last_month
     AND s.first_month >= CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END
    WHERE s.over_time = 'stock'
),
earlier AS (
    SELECT
        s.unit, w.indicator, w.first_month, w.last_month, w.part,
        arg_max(s.done_on, (s.last_month, s.first_month)) AS done_on,
        max_by(s.estimated, (s.last_month, s.first_month)) AS estimated
    FROM wanted_figure AS w
    JOIN standing AS s ON s.indicator = w.indicator AND s.last_month < w.last_month
    JOIN plan_unit AS u USING (unit)
    JOIN calendar_month AS m ON m.month = w.last_month
    ANTI JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= m.last_day AND g.last_day >= m.last_day
    WHERE s.measure = 'milestone'
      AND s.has_figure
      AND (u.valid_to IS NULL OR u.valid_to >= m.last_day)
    GROUP BY s.unit, w.indicator, w.first_month, w.last_month, w.part
    -- arg_max passes over empty values, and a later "not done" takes a date back
    HAVING max_by(s.done_on IS NOT NULL, (s.last_month, s.first_month))
),
carried AS (
    SELECT e.*
    FROM earlier AS e
    ANTI JOIN last_report AS r USING (unit, indicator, first_month, last_month, part)
)
SELECT unit, indicator, first_month, last_month, part, amount, base, estimated, done_on,
       false AS is_carried
FROM last_report
WHERE has_figure
UNION ALL
SELECT unit, indicator, first_month, last_month, part, 100.0, NULL, estimated, done_on, true
FROM carried;
