-- What growth over the years is measured on, for the methods that do: complete years, of stocks and
-- formulas their own reporting periods.
CREATE OR REPLACE TEMP TABLE history_point AS
SELECT
    f.entity, f.indicator, f.last_month, (f.last_month + 1) / 12 - 1 AS moment, f.value
FROM figure AS f
JOIN plan_indicator AS i USING (indicator)
WHERE f.part = 'assessed' AND f.value IS NOT NULL
  AND i.grows AND i.measure <> 'milestone' AND i.direction <> 'within'
  AND CASE WHEN i.over_time = 'stock' OR i.measure = 'formula'
           THEN f.last_month - f.first_month + 1 = i.months
           ELSE f.last_month - f.first_month = 11 AND (f.last_month + 1) % 12 = 0 END;
