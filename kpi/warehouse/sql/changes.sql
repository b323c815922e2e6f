-- How each answer of a batch stands to the version before it, in the order of what was known.
-- First there was none, or none in force any more: loaded. It differs: superseded. It is equal: unchanged.
WITH key_of_batch AS (
    SELECT DISTINCT unit, period, indicator FROM batch_answer
),
version AS (
    SELECT
        o.unit, o.period, o.indicator, o.known_at, o.sequence, o.state,
        o.numerator, o.denominator, o.value, o.done_on, CAST(NULL AS BIGINT) AS row
    FROM observation AS o
    JOIN key_of_batch USING (unit, period, indicator)
    WHERE o.out_at IS NULL
    UNION ALL
    SELECT
        unit, period, indicator, known_at, sequence, state,
        numerator, denominator, value, CAST(done_on AS DATE) AS done_on, row
    FROM batch_answer
),
compared AS (
    SELECT
        row,
        lag(state) OVER version_before AS state_before,
        state IS NOT DISTINCT FROM lag(state) OVER version_before
            AND numerator IS NOT DISTINCT FROM lag(numerator) OVER version_before
            AND denominator IS NOT DISTINCT FROM lag(denominator) OVER version_before
            AND value IS NOT DISTINCT FROM lag(value) OVER version_before
            AND done_on IS NOT DISTINCT FROM lag(done_on) OVER version_before AS equal
    FROM version
    WINDOW version_before AS (
        PARTITION BY unit, period, indicator
        ORDER BY known_at, sequence
    )
)
SELECT
    row,
    CASE
        WHEN state_before IS NULL THEN 'loaded'
        WHEN equal THEN 'unchanged'
        ELSE 'superseded'
    END AS change
FROM compared
WHERE row IS NOT NULL
ORDER BY row
