-- The weight of each unit where units are weighted by another indicator: that one's value of the
-- same period. `is_weak` marks a weight that rests on an estimate or lacks a report.
CREATE OR REPLACE TEMP TABLE unit_weight AS
WITH own AS (
    SELECT entity AS unit, indicator, first_month, last_month, value
    FROM unit_value WHERE part = 'value'
    UNION ALL
    SELECT entity, indicator, first_month, last_month, value
    FROM unit_formula WHERE part = 'value'
),
doubtful AS (
    SELECT unit, indicator, first_month, last_month
    FROM unit_figure WHERE part = 'value' AND estimated
    UNION
    SELECT unit, indicator, first_month, last_month
    FROM unit_coverage WHERE part = 'value' AND lacking
),
written_out AS (
    SELECT unit, indicator, first_month, last_month FROM doubtful
    UNION
    SELECT d.unit, t.formula, d.first_month, d.last_month
    FROM doubtful AS d JOIN formula_token AS t ON t.operand = d.indicator
)
SELECT
    o.unit, w.indicator, w.first_month, w.last_month, w.part, o.value AS weight,
    d.unit IS NOT NULL AS is_weak
FROM wanted_weight AS w
JOIN plan_indicator AS i USING (indicator)
JOIN own AS o
  ON o.indicator = i.weighted_by AND o.first_month = w.weight_first AND o.last_month = w.weight_last
LEFT JOIN written_out AS d
  ON d.unit = o.unit AND d.indicator = o.indicator
 AND d.first_month = o.first_month AND d.last_month = o.last_month
WHERE o.value IS NOT NULL;
