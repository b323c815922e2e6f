-- The results, each without a value with the reason. What units said is looked up among the reports
-- that the row's value is made of: those inside the period, of stocks and running totals those at
-- its end (of a running total over several years, at each year's).
WITH span AS (
    SELECT period, first_month, last_month, last_month - first_month + 1 AS months
    FROM given_period
),
member AS (
    SELECT unit AS entity, unit FROM given_unit
    UNION ALL
    SELECT 'area:' || area, unit FROM given_unit WHERE area IS NOT NULL
    UNION ALL
    SELECT 'ALL', unit FROM given_unit
),
said AS (
    SELECT o.unit, o.indicator, o.state, s.last_month, s.months
    FROM given_observation AS o
    JOIN span AS s USING (period)
),
behind AS (
    SELECT
        r.period,
        r.unit,
        r.indicator,
        bool_or(w.state = 'withheld') AS withheld,
        bool_or(w.state NOT IN ('withheld', 'not_applicable')) AS has_figure
    FROM given_result AS r
    JOIN span AS s USING (period)
    JOIN given_indicator AS i USING (indicator)
    JOIN member AS m ON m.entity = r.unit
    JOIN said AS w
      ON w.unit = m.unit AND w.indicator = r.indicator
     AND w.last_month BETWEEN s.first_month AND s.last_month
     AND w.months <= greatest(s.months, i.months)
     AND (
         i.over_time = 'flow'
         OR w.last_month = s.last_month
         OR (i.over_time = 'running_total' AND (w.last_month + 1) % 12 = 0)
     )
    WHERE r.value IS NULL
    GROUP BY r.period, r.unit, r.indicator
)
SELECT
    r.* EXCLUDE (place),
    CASE
        WHEN r.value IS NOT NULL THEN NULL
        WHEN b.withheld AND NOT b.has_figure THEN 'withheld'
        WHEN r.status = 'not_due' THEN 'not_due'
        WHEN r.denominator = 0 THEN 'nothing_counted'
        WHEN r.status = 'not_applicable' THEN 'not_applicable'
        WHEN i.measure = 'formula' OR b.has_figure THEN 'not_computable'
        ELSE 'not_reported'
    END AS lack
FROM given_result AS r
JOIN given_indicator AS i USING (indicator)
LEFT JOIN behind AS b
  ON b.period = r.period AND b.unit = r.unit AND b.indicator = r.indicator
ORDER BY r.place
