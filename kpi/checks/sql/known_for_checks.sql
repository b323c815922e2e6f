-- What was in force before a batch, as far as its checks look back: its units in the periods
-- wanted, and every unit in the batch's own periods (to find copies of another unit's figures); of
-- what was once done (a date carries on) its units in all periods.
SELECT
    unit,
    period,
    indicator,
    state,
    numerator,
    denominator,
    value,
    strftime(done_on, '%Y-%m-%d') AS done_on
FROM observation
WHERE
    out_at IS NULL
    AND (
        (
            period IN (SELECT period FROM wanted_period)
            AND unit IN (SELECT unit FROM wanted_unit)
        )
        OR period IN (SELECT period FROM batch_period)
        OR (
            unit IN (SELECT unit FROM wanted_unit)
            AND indicator IN (SELECT indicator FROM observation WHERE done_on IS NOT NULL)
        )
    )
QUALIFY row_number() OVER (
    PARTITION BY unit, period, indicator
    ORDER BY known_at DESC, sequence DESC
) = 1
ORDER BY unit, period, indicator
