-- Formulas of units from their completed values, where they are weights.
CREATE OR REPLACE TEMP TABLE completed_unit_formula AS
SELECT * FROM formula_values('completed_unit_value', 'wanted_figure');
