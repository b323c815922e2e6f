-- Who has not sent, and for which periods: those first who owe most.
SELECT
    row_number() OVER (ORDER BY count(*) DESC, unit_order) AS place,
    count(*) OVER () AS total,
    unit_name,
    list(period ORDER BY part_order) AS periods,
    bool_or(outcome = 'rejected') AS sent_but_not_taken
FROM report_delivery
WHERE owed AND delivery = 'missing'
GROUP BY unit, unit_name, unit_order
ORDER BY place;
