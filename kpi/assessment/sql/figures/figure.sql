-- Every figure wanted, of units, areas and the plan, formulas included.
CREATE OR REPLACE TEMP TABLE figure AS
WITH together AS (
    SELECT
        f.unit AS entity, f.indicator, f.first_month, f.last_month, f.part, f.value,
        CASE i.measure WHEN 'ratio' THEN f.amount END AS numerator,
        CASE i.measure WHEN 'ratio' THEN f.base END AS denominator,
        1 AS reports, f.estimated, false AS is_weak, f.done_on
    FROM unit_figure AS f
    JOIN plan_indicator AS i USING (indicator)
    UNION ALL BY NAME
    SELECT * FROM group_figure
    UNION ALL BY NAME
    SELECT * FROM unit_formula
    UNION ALL BY NAME
    SELECT * FROM group_formula
)
SELECT entity, indicator, first_month, last_month, part, numerator, denominator, value, reports,
       coalesce(estimated, false) AS estimated, coalesce(is_weak, false) AS is_weak, done_on
FROM together;
