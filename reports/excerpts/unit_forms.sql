-- How the forms that each unit owes in the period came.
SELECT d.unit, d.period, d.due_at, d.received_at, d.delivery, d.outcome
FROM report_delivery AS d
WHERE d.owed
ORDER BY d.unit_order, d.part_order;
