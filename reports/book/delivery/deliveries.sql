SELECT
    row_number() OVER (ORDER BY part_order, unit_order) AS place,
    unit, unit_name, period, due_at, received_at, outcome, file, files, delivery
FROM report_delivery
ORDER BY place;
