-- What is known beside each answer of a batch that has not been taken in, at the moment of its
-- receipt: what was received later it does not replace.
SELECT
    b.row,
    o.state AS old_state,
    o.numerator AS old_numerator,
    o.denominator AS old_denominator,
    o.value AS old_value,
    o.done_on AS old_done_on
FROM batch_answer AS b
JOIN observation AS o USING (unit, period, indicator)
WHERE o.known_at <= b.known_at AND o.out_at IS NULL
QUALIFY row_number() OVER (
    PARTITION BY b.row
    ORDER BY o.known_at DESC, o.sequence DESC
) = 1
ORDER BY b.row
