-- The figures that are taken again without silent units: both sides of a comparison, each under a part of
-- its own.
CREATE OR REPLACE TEMP TABLE alike_look AS
WITH again AS (
    SELECT c.* FROM compared AS c SEMI JOIN silent_pair AS s USING (pair)
)
SELECT pair, indicator, first_month, last_month, part AS of_part, 'now ' || pair AS part FROM again
UNION ALL
SELECT pair, indicator, other_first, other_last, part, 'before ' || pair FROM again;
