-- The observations in force. A ratio keeps its parts and its value computed from them, empty for
-- a ratio of nothing; a milestone's value is its ISO date, 0 while it is not done.
WITH known AS (
    SELECT o.*, f.measure, f.factor
    FROM in_force($as_of) AS o
    LEFT JOIN indicator_factor AS f USING (indicator)
    WHERE $period IS NULL OR o.period = $period
),
valued AS (
    SELECT
        *,
        CASE
            WHEN state IN ('not_applicable', 'withheld') THEN NULL
            WHEN done_on IS NOT NULL THEN NULL
            WHEN numerator IS NOT NULL AND denominator <> 0
                THEN factor * numerator / denominator
            ELSE value
        END AS figure
    FROM known
)
SELECT
    unit,
    period,
    indicator,
    measure,
    CASE WHEN state NOT IN ('not_applicable', 'withheld') THEN numerator END AS numerator,
    CASE WHEN state NOT IN ('not_applicable', 'withheld') THEN denominator END AS denominator,
    figure,
    CASE
        WHEN state NOT IN ('not_applicable', 'withheld') THEN strftime(done_on, '%Y-%m-%d')
    END AS done_on,
    state,
    submission,
    sheet,
    cell
FROM valued
ORDER BY period, unit, indicator
