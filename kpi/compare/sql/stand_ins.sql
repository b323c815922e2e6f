-- What stands in for each missing report of an assessment, and behind which figure.
SELECT
    unit::VARCHAR AS unit, indicator::VARCHAR AS indicator, first_month, last_month, part, gap, rule,
    amount, base
FROM stand_in
ORDER BY unit, indicator, first_month, last_month, part, gap;
