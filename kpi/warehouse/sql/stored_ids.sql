-- The ids under which figures are stored, with how many and of which periods.
SELECT 'indicators' AS thing, indicator AS id, count(*) AS figures,
       min(period) AS first_period, max(period) AS last_period
FROM observation
GROUP BY indicator
UNION ALL
SELECT 'units' AS thing, unit AS id, count(*) AS figures,
       min(period) AS first_period, max(period) AS last_period
FROM observation
GROUP BY unit
ORDER BY thing, id;
