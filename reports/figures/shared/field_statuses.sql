-- How many indicators of each field stand where; only what is there.
SELECT field, field_name, status, count(*) AS indicators
FROM report_row
WHERE unit = 'ALL'
GROUP BY field, field_order, field_name, status, status_order
ORDER BY field_order, status_order;
