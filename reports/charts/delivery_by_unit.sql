-- The owed forms of each unit by the way they came.
WITH came AS (
    PIVOT (SELECT unit, unit_name, unit_order, delivery FROM report_delivery WHERE owed)
    ON delivery IN ('on_time', 'late', 'gathered', 'missing', 'not_due')
    USING count(*)
)
SELECT
    row_number() OVER (ORDER BY unit_order) AS place,
    unit, unit_name,
    on_time + late + gathered + missing + not_due AS forms,
    on_time, late, gathered, missing, not_due,
    row_number() OVER (ORDER BY missing DESC, late DESC, unit_order) AS picture_place
FROM came
ORDER BY place;
