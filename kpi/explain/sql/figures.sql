-- A row's figures before they are judged: `value` of the period and `assessed` of the year so far.
SELECT f.part, f.value, f.numerator, f.denominator, f.reports, f.estimated
FROM figure AS f
JOIN asked_figure AS a
  ON a.indicator = f.indicator AND f.last_month = a.last_month
 AND CASE f.part WHEN 'value' THEN f.first_month = a.first_month
                 WHEN 'assessed' THEN f.first_month = a.assessed_first
                                  AND f.last_month = a.assessed_last END
WHERE f.indicator = $indicator AND f.entity = $entity AND f.part IN ('value', 'assessed');
