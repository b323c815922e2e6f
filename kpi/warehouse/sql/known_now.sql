-- What is known now beside each answer of a batch that has not been taken in.
WITH latest AS (
    SELECT *
    FROM observation
    QUALIFY row_number() OVER (
        PARTITION BY unit, period, indicator
        ORDER BY known_at DESC, sequence DESC
    ) = 1
)
SELECT
    b.row,
    o.state AS old_state,
    o.numerator AS old_numerator,
    o.denominator AS old_denominator,
    o.value AS old_value,
    o.done_on AS old_done_on
FROM batch_answer AS b
JOIN latest AS o USING (unit, period, indicator)
ORDER BY b.row
