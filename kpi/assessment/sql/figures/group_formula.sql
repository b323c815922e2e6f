-- Formulas of areas and of the plan, from the figures of areas and of the plan.
CREATE OR REPLACE TEMP TABLE group_formula AS
SELECT * FROM formula_values('group_figure', 'wanted_figure');
