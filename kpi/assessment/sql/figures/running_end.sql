-- The ends at which a running total is read: that of the period, or of each year of a period of several.
-- `opening` is the first month of the report year, `from_month` the first that may speak for it.
CREATE OR REPLACE TEMP TABLE running_end AS
WITH year_end AS (
    SELECT
        w.indicator, i.months, i.measure, w.coverage, w.first_month, w.last_month, w.part,
        unnest(CASE WHEN w.several_years AND w.part = 'value'
                    THEN range(w.first_month + 11, w.last_month + 1, 12)
                    ELSE [w.last_month::BIGINT] END)::INTEGER AS slot
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE i.over_time = 'running_total' AND w.part IN ('value', 'assessed')
)
SELECT
    y.*, y.slot - y.slot % 12 AS opening, m.last_day,
    CASE y.part WHEN 'value' THEN y.first_month ELSE y.slot - y.slot % 12 END AS from_month
FROM year_end AS y
JOIN calendar_month AS m ON m.month = y.slot;
