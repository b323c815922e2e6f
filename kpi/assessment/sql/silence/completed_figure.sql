-- The figure for the year so far with what stands in for silent units, of every figure that is to be
-- completed.
CREATE OR REPLACE TEMP VIEW completed_figure AS
SELECT entity, indicator, first_month, last_month, value, numerator, denominator
FROM completed_leaf
UNION ALL BY NAME
SELECT entity, indicator, first_month, last_month, value
FROM completed_formula
WHERE part = 'assessed';
