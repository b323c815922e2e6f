-- Delivery of stocks per unit: the last reporting period inside counts, on its last day.
-- What was told is chosen before the outer join: DuckDB compares every pair of rows where that has a
-- choice in it. A view: one reads it.
CREATE OR REPLACE TEMP VIEW stock_coverage AS
WITH told AS (
    SELECT s.unit, w.indicator, w.first_month, w.last_month, w.part, s.state
    FROM wanted_figure AS w
    JOIN standing AS s ON s.indicator = w.indicator AND s.last_month = w.last_month
    WHERE w.coverage AND s.over_time = 'stock'
      AND (s.last_month - s.first_month + 1 = s.months OR s.first_month = w.first_month)
),
delivered AS (
    SELECT a.*, t.state
    FROM asked_stock AS a
    LEFT JOIN told AS t USING (unit, indicator, first_month, last_month, part)
    WHERE a.measure <> 'milestone'
)
SELECT
    unit, indicator, first_month, last_month, part,
    is_valid AND state IS DISTINCT FROM 'not_applicable' AS expected,
    is_valid AND (state <> 'not_applicable') IS TRUE AS complete,
    (is_valid AND state IS NULL) OR (state = 'withheld') IS TRUE AS lacking,
    is_valid AND (state IS NULL OR state = 'withheld') AS missing,
    (state <> 'not_applicable') IS TRUE AS came
FROM delivered
WHERE is_valid OR state IS NOT NULL;
