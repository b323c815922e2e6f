-- The owed forms of each unit by the way they came.
SELECT
    row_number() OVER (ORDER BY unit_order) AS place,
    unit, unit_name,
    count(*) AS forms,
    count(*) FILTER (delivery = 'on_time') AS on_time,
    count(*) FILTER (delivery = 'late') AS late,
    count(*) FILTER (delivery = 'gathered') AS gathered,
    count(*) FILTER (delivery = 'missing') AS missing,
    count(*) FILTER (delivery = 'not_due') AS not_due,
    row_number() OVER (
        ORDER BY count(*) FILTER (delivery = 'missing') DESC,
                 count(*) FILTER (delivery = 'late') DESC, unit_order) AS picture_place
FROM report_delivery
WHERE owed
GROUP BY unit, unit_name, unit_order
ORDER BY place;
