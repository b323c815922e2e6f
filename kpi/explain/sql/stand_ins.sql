-- What stands in for each report that is missing behind a row's figure for the year so far, leaf by leaf
-- and unit by unit; of a weight, behind its own figure. `gap` is the month that ends
-- the missing reporting period; `taken_first` and `taken_from` begin and end the one report taken.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
),
looked_at AS (
    SELECT i.indicator, a.assessed_first AS first_month, a.assessed_last AS last_month,
           'assessed' AS part
    FROM asked_figure AS a
    CROSS JOIN plan_indicator AS i
    WHERE a.indicator = $indicator AND list_contains($measured, i.indicator::VARCHAR)
    UNION
    SELECT i.indicator, w.weight_first, w.weight_last, 'value'
    FROM asked_figure AS a
    JOIN wanted_weight AS w
      ON w.first_month = a.assessed_first AND w.last_month = a.assessed_last
     AND w.part = 'assessed'
    CROSS JOIN plan_indicator AS i
    WHERE a.indicator = $indicator AND list_contains($measured, w.indicator::VARCHAR)
      AND list_contains($weights, i.indicator::VARCHAR)
)
SELECT
    s.indicator::VARCHAR AS indicator, s.unit::VARCHAR AS unit, s.gap, i.months, s.rule,
    s.taken_first, s.taken_from, s.reports::INTEGER AS reports, s.amount, s.base
FROM stand_in AS s
JOIN looked_at AS l USING (indicator, first_month, last_month, part)
JOIN asked_unit USING (unit)
JOIN plan_indicator AS i USING (indicator)
JOIN plan_unit AS u USING (unit)
ORDER BY i.indicator_order, u.unit_order, s.gap;
