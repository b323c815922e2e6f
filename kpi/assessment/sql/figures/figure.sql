-- Every figure wanted, of units, areas and the plan, formulas included; only a ratio's has a base. A view,
-- for units' figures, which are most of it, are not to be written down twice.
CREATE OR REPLACE TEMP VIEW figure AS
WITH together AS (
    SELECT
        unit AS entity, indicator, first_month, last_month, part, value,
        CASE WHEN base IS NOT NULL THEN amount END AS numerator, base AS denominator,
        1 AS reports, estimated, false AS is_weak, done_on
    FROM unit_figure
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
