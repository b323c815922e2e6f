-- Every unit's completed values. A view, for only formulas that are weights look at them.
CREATE OR REPLACE TEMP VIEW completed_unit_value AS
SELECT
    f.unit AS entity, f.indicator, f.first_month, f.last_month, f.part,
    CASE i.measure WHEN 'ratio' THEN ratio_of(f.amount, f.base, i.factor) ELSE f.amount END AS value
FROM completed_unit AS f
JOIN plan_indicator AS i USING (indicator)
SEMI JOIN (SELECT DISTINCT t.operand
           FROM formula_token AS t
           JOIN plan_indicator AS w ON w.weighted_by = t.formula) AS n ON n.operand = f.indicator;
