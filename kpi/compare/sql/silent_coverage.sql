-- The figures of units behind which a report is missing or withheld.
SELECT
    unit::VARCHAR AS unit, indicator::VARCHAR AS indicator, first_month, last_month, part
FROM reported_coverage
WHERE missing;
