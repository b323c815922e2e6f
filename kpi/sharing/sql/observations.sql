-- The observations of the periods chosen. The export's `value` holds figures and days: here each has
-- a column of its own.
SELECT
    o.period,
    o.unit,
    o.indicator,
    o.numerator,
    o.denominator,
    CASE WHEN NOT is_day THEN o.value::DOUBLE END AS value,
    CASE WHEN is_day THEN o.value::DATE END AS done_on,
    o.state,
    o.submission
FROM (
    SELECT *, coalesce(regexp_full_match(value, '\d{4}-\d{2}-\d{2}'), false) AS is_day
    FROM given_observation
    WHERE is_shared
) AS o
JOIN given_period AS p USING (period)
ORDER BY p.last_month, p.first_month DESC, o.unit, o.indicator
