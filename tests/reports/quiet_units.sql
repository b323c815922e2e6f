-- Units that owe forms, and how many.
SELECT unit_name, count(*) AS forms
FROM report_delivery
WHERE delivery = 'missing'
GROUP BY unit_name
ORDER BY unit_name;
