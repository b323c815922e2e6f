-- How many of the owed forms came how; they add up to all of them.
WITH ways (delivery, delivery_order) AS (
    VALUES ('on_time', 1), ('late', 2), ('gathered', 3), ('missing', 4), ('not_due', 5)
),
counted AS (
    SELECT delivery, count(*) AS forms FROM report_delivery WHERE owed GROUP BY delivery
),
filled AS (
    SELECT w.delivery, w.delivery_order, coalesce(c.forms, 0) AS forms
    FROM ways AS w LEFT JOIN counted AS c USING (delivery)
)
SELECT delivery, forms, CAST(sum(forms) OVER () AS INTEGER) AS total
FROM filled
ORDER BY delivery_order;
