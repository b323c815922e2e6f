-- Formulas from their operands' completed figures.
CREATE OR REPLACE TEMP TABLE completed_formula AS
SELECT * FROM formula_values('completed_leaf', 'wanted_figure');
