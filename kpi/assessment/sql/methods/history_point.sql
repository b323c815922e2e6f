-- What growth over the years is measured on, for the methods that do: complete years, of stocks
-- and formulas their reporting periods too (a year's figure only where the period that ends it has none).
CREATE OR REPLACE TEMP TABLE history_point AS
SELECT
    f.entity, f.indicator, f.last_month, (f.last_month + 1) / 12 - 1 AS moment,
    arg_min(f.value, f.last_month - f.first_month) AS value
FROM figure AS f
JOIN plan_indicator AS i USING (indicator)
WHERE f.part = 'assessed' AND f.value IS NOT NULL
  AND i.grows AND i.measure <> 'milestone' AND i.direction <> 'within'
  AND ((f.last_month - f.first_month = 11 AND (f.last_month + 1) % 12 = 0)
       OR ((i.over_time = 'stock' OR i.measure = 'formula')
            AND f.last_month - f.first_month + 1 = i.months))
GROUP BY f.entity, f.indicator, f.last_month;
