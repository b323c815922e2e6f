-- Which of its units an area, or the plan, leaves out of which comparison: those that are silent, and
-- those of its own that succession binds to one of them.
CREATE OR REPLACE TEMP TABLE left_out AS
SELECT m.entity, s.pair, s.unit
FROM silent_pair AS s
JOIN member AS m USING (unit)
UNION
SELECT m.entity, b.pair, b.unit
FROM bound_unit AS b
JOIN member AS m ON m.unit = b.seed
JOIN member AS own ON own.entity = m.entity AND own.unit = b.unit;
