-- Flows within a unit: the sum of what was reported inside the period (`value`) and from the report
-- year's first day (`assessed`). A view: of millions of rows no copy is made.
CREATE OR REPLACE TEMP VIEW flow_sum AS
SELECT
    s.unit, w.indicator, w.first_month, w.last_month, w.part, s.amount, s.base, s.estimated
FROM wanted_figure AS w
JOIN flow_stretch AS s
  ON s.indicator = w.indicator AND s.last_month = w.last_month
 AND s.from_month = CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END
WHERE s.has_figure;
