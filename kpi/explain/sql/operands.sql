-- What a formula is made from, in the row's own period: each operand's figures, its state and its
-- coverage. `is_weakest`: the one whose coverage the formula shows, chosen as in condition.step.
WITH operand AS (
    SELECT
        o.place, o.operand::VARCHAR AS operand, c.value, c.assessed,
        coalesce(c.state, 'not_applicable') AS state,
        coalesce(c.units_expected, 0)::INTEGER AS units_expected,
        coalesce(c.units_reported, 0)::INTEGER AS units_reported
    FROM asked_figure AS a
    JOIN formula_operand AS o ON o.formula = a.indicator
    LEFT JOIN condition AS c
      ON c.indicator = o.operand AND c.entity = $entity
     AND c.first_month = a.first_month AND c.last_month = a.last_month
    WHERE a.indicator = $indicator
)
SELECT
    * EXCLUDE (place),
    row_number() OVER (
        ORDER BY CASE WHEN units_expected = 0 THEN 1.0 ELSE units_reported / units_expected END,
                 units_reported, place) = 1 AS is_weakest
FROM operand
ORDER BY place;
