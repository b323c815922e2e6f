-- Which figures are compared like with like: of each indicator asked the period's with the one before it
-- and with the same a year before; of running totals their increases. `pair` numbers the comparisons.
CREATE OR REPLACE TEMP TABLE compared AS
WITH asked AS (
    SELECT DISTINCT indicator, 'previous' AS kind, first_month, last_month,
           previous_first AS other_first, previous_last AS other_last
    FROM asked_figure
    WHERE first_month IS NOT NULL
    UNION
    SELECT DISTINCT indicator, 'last_year', first_month, last_month, last_year_first, last_year_last
    FROM asked_figure
    WHERE first_month IS NOT NULL
)
SELECT
    a.*, row_number() OVER (ORDER BY a.indicator, kind, first_month, last_month)::INTEGER AS pair,
    i.measure,
    CASE WHEN i.over_time = 'running_total' AND i.measure <> 'formula' THEN 'increase'
         ELSE 'value' END::part_word AS part
FROM asked AS a
JOIN plan_indicator AS i USING (indicator);
