-- Figures of silent units, as units were, with a stand-in for each missing report; flows keep what came.
-- `unknown`: for one of them nothing could stand in.
CREATE OR REPLACE TEMP TABLE filled_figure AS
WITH added AS (
    SELECT
        unit, indicator, first_month, last_month, part,
        exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(rule = 'nothing') AS unknown
    FROM stand_in
    GROUP BY ALL
)
SELECT
    a.unit, a.indicator, a.first_month, a.last_month, a.part, a.unknown, false AS estimated,
    CASE WHEN f.unit IS NULL THEN a.amount ELSE f.amount + coalesce(a.amount, 0) END AS amount,
    CASE WHEN f.unit IS NULL THEN a.base ELSE f.base + coalesce(a.base, 0) END AS base
FROM added AS a
LEFT JOIN flow_sum AS f USING (unit, indicator, first_month, last_month, part);
