-- Which units are left out of which comparison of an area or the plan.
CREATE OR REPLACE TEMP TABLE left_out AS
SELECT m.entity, s.pair, s.unit
FROM silent_pair AS s
JOIN member AS m USING (unit)
UNION
SELECT m.entity, b.pair, b.unit
FROM bound_unit AS b
JOIN member AS m ON m.unit = b.seed;
