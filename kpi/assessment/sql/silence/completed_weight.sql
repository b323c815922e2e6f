-- The weight of each unit with what stands in for its missing reports.
CREATE OR REPLACE TEMP TABLE completed_weight AS
WITH plain AS (
    SELECT
        f.unit AS entity, f.indicator, f.first_month, f.last_month,
        CASE i.measure WHEN 'ratio' THEN ratio_of(f.amount, f.base, i.factor) ELSE f.amount END
            AS value
    FROM completed_unit AS f
    JOIN plan_indicator AS i USING (indicator)
    WHERE f.part = 'value'
),
own AS (
    SELECT * FROM plain
    UNION ALL
    SELECT entity, indicator, first_month, last_month, value
    FROM completed_unit_formula
    WHERE part = 'value'
)
SELECT o.entity AS unit, w.indicator, w.first_month, w.last_month, w.part, o.value AS weight
FROM wanted_weight AS w
JOIN plan_indicator AS i USING (indicator)
JOIN own AS o
  ON o.indicator = i.weighted_by AND o.first_month = w.weight_first AND o.last_month = w.weight_last
WHERE o.value IS NOT NULL;
