-- What a row is measured against, and the points that its year's target comes from.
SELECT
    y.scope, y.start, y.target, y.expected, y.path_taken, y.cumulated, p.year, p.month_of_year,
    i.path AS path_asked, i.factor
FROM yardstick AS y
JOIN asked_period AS p USING (period)
JOIN plan_indicator AS i USING (indicator)
WHERE y.indicator = $indicator AND y.entity = $entity AND y.first_month IS NOT NULL;
