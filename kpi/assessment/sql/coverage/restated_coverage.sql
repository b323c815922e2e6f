-- Delivery of today's units whose history is made of several units': expected if any of them was,
-- complete if all that were expected are. Empty in the view as reported.
CREATE OR REPLACE TEMP TABLE restated_coverage AS
SELECT
    e.unit, c.indicator, c.first_month, c.last_month, c.part,
    bool_or(c.expected) AS expected,
    bool_or(c.expected) AND bool_and(c.complete OR NOT c.expected) AS complete,
    bool_or(c.lacking) AS lacking,
    bool_or(c.missing) AS missing,
    bool_or(c.came) AS came,
    bool_or(c.came_last) AS came_last
FROM reported_coverage AS c
JOIN expression AS e ON e.source = c.unit
GROUP BY e.unit, c.indicator, c.first_month, c.last_month, c.part;
