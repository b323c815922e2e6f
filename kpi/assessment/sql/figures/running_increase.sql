-- What a running total grew by within the period, per unit: from the end of the period before, or
-- from 0 at the year's start and for a unit begun since, or begun again and not there in the year
-- before. A unit without both figures is left out. A view: one reads it.
CREATE OR REPLACE TEMP VIEW running_increase AS
WITH pair AS (
    SELECT
        w.indicator, w.first_month, w.last_month, w.part, s.unit, s.amount, s.base, s.estimated,
        b.amount AS amount_before, b.base AS base_before, b.unit IS NOT NULL AS has_before,
        w.from_last IS NULL OR u.valid_from > m.last_day OR g.span IS NOT NULL
            AS from_zero
    FROM wanted_figure AS w
    JOIN running_sum AS s
      ON s.indicator = w.indicator AND s.first_month = w.first_month
     AND s.last_month = w.last_month AND s.part = 'value'
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN calendar_month AS m ON m.month = w.from_last
    LEFT JOIN calendar_month AS y ON y.month = w.from_last - w.from_last % 12
    LEFT JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= y.first_day AND g.last_day >= m.last_day
    LEFT JOIN running_sum AS b
      ON b.unit = s.unit AND b.indicator = w.indicator AND b.first_month = w.from_first
     AND b.last_month = w.from_last AND b.part = 'value'
    WHERE w.part = 'increase'
)
SELECT
    unit, indicator, first_month, last_month, part,
    amount - CASE WHEN has_before THEN amount_before ELSE 0 END AS amount,
    base - CASE WHEN has_before THEN base_before ELSE 0 END AS base,
    estimated
FROM pair
WHERE has_before OR from_zero;
