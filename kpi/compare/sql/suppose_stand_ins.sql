-- The later state's stand-ins with those of the earlier one, for each report that is missing in both.
-- All of it is rolled back.
CREATE OR REPLACE TEMP TABLE stand_in AS
SELECT
    s.* REPLACE (
        CASE WHEN b.unit IS NULL THEN s.rule ELSE b.rule END AS rule,
        CASE WHEN b.unit IS NULL THEN s.amount ELSE b.amount END AS amount,
        CASE WHEN b.unit IS NULL THEN s.base ELSE b.base END AS base)
FROM stand_in AS s
LEFT JOIN before_stand_in AS b USING (unit, indicator, first_month, last_month, part, gap)
