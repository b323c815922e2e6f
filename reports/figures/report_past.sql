-- What is told of other periods beside the report's own: of those that were not assessed with it only
-- what is read of them.
CREATE OR REPLACE TEMP VIEW report_past AS
SELECT
    period, unit, indicator, status, assessed, target, expected, units_expected, first_month, last_month
FROM report_other
UNION ALL
SELECT
    period, unit, indicator, status, assessed, target, expected, units_expected, first_month, last_month
FROM results;
