-- Indicators in the plan's order, then those of stored figures that the plan no longer has.
WITH former AS (
    SELECT DISTINCT o.indicator, o.indicator AS name
    FROM given_observation AS o
    ANTI JOIN given_indicator AS i USING (indicator)
    WHERE o.is_shared
),
every AS (
    SELECT * EXCLUDE (months) FROM given_indicator
    UNION ALL BY NAME
    SELECT * FROM former
)
SELECT
    indicator,
    row_number() OVER (ORDER BY place NULLS LAST, indicator)::INTEGER AS position,
    * EXCLUDE (indicator, place)
FROM every
ORDER BY position
