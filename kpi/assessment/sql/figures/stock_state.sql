-- Stocks within a unit: the report of the last reporting period inside. A longer period's figure
-- stands for that period's own rows alone. A view: one reads it.
CREATE OR REPLACE TEMP VIEW stock_state AS
SELECT
    s.unit, w.indicator, w.first_month, w.last_month, w.part, s.amount, s.base, s.estimated
FROM wanted_figure AS w
JOIN standing AS s ON s.indicator = w.indicator AND s.last_month = w.last_month
WHERE s.over_time = 'stock' AND s.measure <> 'milestone' AND s.has_figure
  AND (s.last_month - s.first_month + 1 = s.months OR s.first_month = w.first_month);
