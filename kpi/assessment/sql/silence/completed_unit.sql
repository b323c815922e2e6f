-- Every unit's completed figures as the view asked sees units. A view, for areas and the plan look at few.
CREATE OR REPLACE TEMP VIEW completed_unit AS
SELECT f.unit, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated
FROM completed_source AS f
ANTI JOIN expression AS e ON e.source = f.unit
UNION ALL
SELECT unit, indicator, first_month, last_month, part, amount, base, estimated
FROM restated_completed;
