-- Figures for a longer period than the indicator's own that do not count: a shorter one inside
-- exists, whatever that one says.
CREATE OR REPLACE TEMP TABLE replaced_report AS
SELECT DISTINCT l.unit, l.indicator, l.first_month, l.last_month
FROM fact AS l
JOIN fact AS f USING (unit, indicator)
WHERE l.last_month - l.first_month + 1 > l.months
  AND f.first_month >= l.first_month
  AND f.last_month <= l.last_month
  AND f.last_month - f.first_month < l.last_month - l.first_month;
