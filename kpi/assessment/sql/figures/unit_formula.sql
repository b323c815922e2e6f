-- Formulas of units, from the units' own values.
CREATE OR REPLACE TEMP TABLE unit_formula AS
SELECT * FROM formula_values('unit_value', 'wanted_figure');
