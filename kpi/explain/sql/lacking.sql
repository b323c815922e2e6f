-- What a row's figures lack, leaf by leaf and unit by unit: the reporting periods whose report was
-- expected and did not come (`missing`), came without its figure (`withheld`), or is an estimate. Whether
-- a unit's figure lacks something is asked of the models; here only which report it is.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
),
leaf AS (
    SELECT
        i.indicator, i.over_time, i.measure, i.months,
        list_contains($weights, i.indicator::VARCHAR) AS is_weight,
        -- of a weight only the period's own figure is used
        CASE WHEN list_contains($weights, i.indicator::VARCHAR) OR i.over_time = 'stock'
             THEN least($first_month, $last_month - i.months + 1)
             ELSE least($first_month, $last_month - $last_month % 12) END AS from_month
    FROM plan_indicator AS i
    WHERE list_contains($indicators, i.indicator::VARCHAR)
),
-- Every reporting period on whose last day the unit is there; of running totals the last of each
-- year, of stocks the last of all.
due AS (
    SELECT l.*, r.unit, m.month - l.months + 1 AS first_due, m.month AS last_due
    FROM leaf AS l
    JOIN calendar_month AS m
      ON m.month BETWEEN l.from_month AND $last_month AND (m.month + 1) % l.months = 0
    JOIN plan_reporter AS r USING (indicator)
    JOIN asked_unit USING (unit)
    JOIN plan_unit AS u USING (unit)
    JOIN plan_span AS p
      ON p.span = u.span
     AND (p.valid_from IS NULL OR p.valid_from <= m.last_day)
     AND (p.valid_to IS NULL OR p.valid_to >= m.last_day)
    WHERE CASE l.over_time WHEN 'stock' THEN m.month = $last_month ELSE true END
),
needed AS (
    SELECT * FROM due
    QUALIFY over_time <> 'running_total'
         OR row_number() OVER (PARTITION BY unit, indicator, last_due // 12
                               ORDER BY last_due DESC) = 1
),
doubtful AS (
    SELECT DISTINCT c.unit, c.indicator
    FROM reported_coverage AS c
    JOIN leaf AS l USING (indicator)
    WHERE c.last_month = $last_month AND c.lacking
      AND (NOT l.is_weight OR (c.part = 'value' AND c.first_month = l.from_month))
),
-- A weight matters where a figure is weighted with it.
weighted AS (
    SELECT DISTINCT f.unit, i.weighted_by AS indicator
    FROM plan_indicator AS i
    JOIN reported_figure AS f USING (indicator)
    WHERE i.weighted_by IS NOT NULL AND f.last_month = $last_month
),
-- `standing`, of the leaves alone
report AS (
    SELECT f.unit, f.indicator, f.first_month, f.last_month, f.state
    FROM fact AS f
    JOIN leaf AS l USING (indicator)
    ANTI JOIN replaced_report AS r USING (unit, indicator, first_month, last_month)
),
weighed AS (
    SELECT
        n.unit, n.indicator, n.first_due, n.last_due,
        CASE
            WHEN s.state = 'estimate' THEN 'estimate'
            WHEN d.unit IS NULL THEN NULL
            WHEN s.state IS NULL THEN 'missing'
            WHEN s.state = 'withheld' THEN 'withheld'
        END AS why
    FROM needed AS n
    LEFT JOIN report AS s
      ON s.unit = n.unit AND s.indicator = n.indicator
     AND s.first_month <= n.first_due AND s.last_month >= n.last_due
     AND s.last_month <= $last_month
     -- a longer period's figure is none of the period asked
     AND (s.first_month >= $first_month OR n.first_due < $first_month
          OR (n.over_time = 'running_total' AND n.last_due < $last_month))
    LEFT JOIN doubtful AS d ON d.unit = n.unit AND d.indicator = n.indicator
    LEFT JOIN weighted AS k ON k.unit = n.unit AND k.indicator = n.indicator
    WHERE NOT n.is_weight OR k.unit IS NOT NULL
)
SELECT
    w.indicator::VARCHAR AS indicator, w.unit::VARCHAR AS unit, w.why,
    w.first_due AS first_month, w.last_due AS last_month
FROM weighed AS w
JOIN plan_unit AS u USING (unit)
WHERE w.why IS NOT NULL
ORDER BY w.indicator, w.why, u.unit_order, w.last_due;
