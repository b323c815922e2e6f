-- Who sent late, and for which periods.
SELECT
    row_number() OVER (ORDER BY unit_order) AS place,
    unit_name,
    list(period ORDER BY part_order) AS periods
FROM report_delivery
WHERE owed AND delivery = 'late'
GROUP BY unit, unit_name, unit_order
ORDER BY place;
