-- The figures taken again of formulas.
CREATE OR REPLACE TEMP TABLE alike_formula AS
SELECT * FROM formula_values('alike_leaf', 'alike_look');
