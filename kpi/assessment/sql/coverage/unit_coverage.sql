-- What was expected of each unit for each figure whose coverage matters, and whether it came, as the
-- view asked sees units. `missing`: a report behind it is missing or withheld.
CREATE OR REPLACE TEMP VIEW unit_coverage AS
SELECT c.unit, c.indicator, c.first_month, c.last_month, c.part, c.expected, c.complete, c.lacking,
       c.missing, c.came, c.came_last
FROM reported_coverage AS c
ANTI JOIN expression AS e ON e.source = c.unit
UNION ALL
SELECT unit, indicator, first_month, last_month, part, expected, complete, lacking, missing, came,
       came_last
FROM restated_coverage
UNION ALL
SELECT unit, indicator, first_month, last_month, part, expected, complete, lacking, missing, came,
       came_last
FROM milestone_coverage;
