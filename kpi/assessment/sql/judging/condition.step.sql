-- Formulas of one rank: not applicable if an operand is, then without data if one is missing, then
-- not applicable for a divisor of 0. Coverage is that of the weakest operand: the lowest share
-- reported (0 of 0 is all), then the fewest reported, then the first named.
INSERT INTO condition BY NAME
WITH shown AS (
    SELECT DISTINCT r.entity, a.indicator, a.first_month, a.last_month
    FROM asked_row AS r
    JOIN asked_figure AS a USING (period, indicator)
    WHERE a.first_month IS NOT NULL
    UNION
    -- a formula inside a formula is needed in the outer one's period
    SELECT DISTINCT r.entity, w.indicator, w.first_month, w.last_month
    FROM wanted_figure AS w
    JOIN asked_row AS r USING (indicator)
    WHERE w.coverage AND w.part = 'value'
),
operand AS (
    SELECT
        s.entity, s.indicator, s.first_month, s.last_month, o.place,
        coalesce(c.state, 'not_applicable') AS state, c.assessed,
        coalesce(c.units_expected, 0) AS units_expected,
        coalesce(c.units_reported, 0) AS units_reported,
        coalesce(c.provisional, false) AS provisional, coalesce(c.is_missing, false) AS is_missing,
        coalesce(c.completed_state, 'not_applicable') AS completed_state, c.completed
    FROM shown AS s
    JOIN formula_operand AS o ON o.formula = s.indicator AND o.rank = $rank
    LEFT JOIN condition AS c
      ON c.entity = s.entity AND c.indicator = o.operand
     AND c.first_month = s.first_month AND c.last_month = s.last_month
),
weakest AS (
    SELECT
        entity, indicator, first_month, last_month,
        bool_or(state = 'not_applicable') AS any_not_applicable,
        bool_or(state = 'no_data' OR (state = 'reported' AND assessed IS NULL)) AS any_missing,
        bool_or(provisional) AS provisional,
        bool_or(is_missing) AS is_missing,
        bool_or(completed_state = 'not_applicable') AS any_completed_not_applicable,
        bool_or(completed_state = 'no_data'
                OR (completed_state = 'reported' AND completed IS NULL)) AS any_completed_missing,
        arg_min(
            {'expected': units_expected, 'reported': units_reported},
            (CASE WHEN units_expected = 0 THEN 1.0 ELSE units_reported / units_expected END,
             units_reported, place)) AS units
    FROM operand
    GROUP BY ALL
)
SELECT
    s.entity, s.indicator, s.first_month, s.last_month, v.value, a.value AS assessed,
    k.units.expected AS units_expected, k.units.reported AS units_reported, k.provisional,
    0 AS reports,
    CASE
        WHEN k.any_not_applicable THEN 'not_applicable'
        WHEN k.any_missing THEN 'no_data'
        WHEN a.value IS NULL THEN 'not_applicable'
        ELSE 'reported'
    END AS state,
    k.is_missing, f.value AS completed,
    CASE
        WHEN k.any_completed_not_applicable THEN 'not_applicable'
        WHEN k.any_completed_missing THEN 'no_data'
        WHEN f.value IS NULL THEN 'not_applicable'
        ELSE 'reported'
    END AS completed_state
FROM shown AS s
JOIN weakest AS k USING (entity, indicator, first_month, last_month)
LEFT JOIN (FROM figure WHERE part = 'value') AS v
    USING (entity, indicator, first_month, last_month)
LEFT JOIN (FROM figure WHERE part = 'assessed') AS a
    USING (entity, indicator, first_month, last_month)
LEFT JOIN (FROM completed_formula WHERE part = 'assessed') AS f
    USING (entity, indicator, first_month, last_month);
