-- Delivery of stocks per unit: the last reporting period inside counts, on its last day.
CREATE OR REPLACE TEMP TABLE stock_coverage AS
WITH asked AS (
    SELECT
        r.unit, w.indicator, i.months, w.first_month, w.last_month, w.part,
        (u.valid_from IS NULL OR u.valid_from <= m.last_day)
        AND (u.valid_to IS NULL OR u.valid_to >= m.last_day) AND g.span IS NULL AS is_valid
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    JOIN calendar_month AS m ON m.month = w.last_month
    LEFT JOIN plan_gap AS g
      ON g.span = u.span AND g.first_day <= m.last_day AND g.last_day >= m.last_day
    WHERE w.coverage AND i.over_time = 'stock' AND i.measure NOT IN ('formula', 'milestone')
),
delivered AS (
    SELECT a.*, s.state
    FROM asked AS a
    LEFT JOIN standing AS s
      ON s.unit = a.unit AND s.indicator = a.indicator AND s.last_month = a.last_month
     AND (s.last_month - s.first_month + 1 = a.months OR s.first_month = a.first_month)
)
SELECT
    unit, indicator, first_month, last_month, part,
    is_valid AND state IS DISTINCT FROM 'not_applicable' AS expected,
    is_valid AND (state <> 'not_applicable') IS TRUE AS complete,
    (is_valid AND state IS NULL) OR (state = 'withheld') IS TRUE AS lacking,
    is_valid AND (state IS NULL OR state = 'withheld') AS missing,
    (state <> 'not_applicable') IS TRUE AS came
FROM delivered
WHERE is_valid OR state IS NOT NULL;
