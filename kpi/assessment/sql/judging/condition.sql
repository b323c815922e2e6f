-- Figures, coverage and state per period shown; formulas are added rank by rank (condition.step).
CREATE OR REPLACE TEMP TABLE condition AS
SELECT * FROM leaf_condition;
