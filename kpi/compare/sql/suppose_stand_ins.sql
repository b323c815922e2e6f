-- The later state with the stand-ins of the earlier one, for each report that is missing in both. What
-- the models that complete read is put in their place; all of it is rolled back.
CREATE OR REPLACE TEMP TABLE filled_figure AS
WITH taken AS (
    SELECT
        s.unit, s.indicator, s.first_month, s.last_month, s.part,
        CASE WHEN b.unit IS NULL THEN s.rule ELSE b.rule END AS rule,
        CASE WHEN b.unit IS NULL THEN s.amount ELSE b.amount END AS amount,
        CASE WHEN b.unit IS NULL THEN s.base ELSE b.base END AS base
    FROM stand_in AS s
    LEFT JOIN before_stand_in AS b USING (unit, indicator, first_month, last_month, part, gap)
),
added AS (
    SELECT
        unit, indicator, first_month, last_month, part,
        exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(rule = 'nothing') AS unknown
    FROM taken
    GROUP BY ALL
)
SELECT
    a.unit, a.indicator, a.first_month, a.last_month, a.part, a.unknown, false AS estimated,
    CASE WHEN f.unit IS NULL THEN a.amount ELSE f.amount + coalesce(a.amount, 0) END AS amount,
    CASE WHEN f.unit IS NULL THEN a.base ELSE f.base + coalesce(a.base, 0) END AS base
FROM added AS a
LEFT JOIN flow_sum AS f USING (unit, indicator, first_month, last_month, part)
