-- Running totals within a unit over the whole period: the sum of its year-ends.
CREATE OR REPLACE TEMP TABLE running_sum AS
SELECT
    unit, indicator, first_month, last_month, part,
    exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(estimated) AS estimated
FROM running_slot
GROUP BY ALL;
