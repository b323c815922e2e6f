-- Along the bounds of the missing reports: from where to where which status would stand.
WITH judged_step AS (
    SELECT
        s.indicator, s.step, s.each, s.figure, r.status,
        r.status IS DISTINCT FROM lag(r.status) OVER along AS is_new
    FROM supposed AS s
    JOIN results AS r
      ON r.period = s.period AND r.indicator = s.indicator AND r.unit = s.supposed_entity
    WINDOW along AS (PARTITION BY s.indicator ORDER BY s.step)
),
numbered AS (
    SELECT
        *, sum(is_new::INTEGER) OVER (PARTITION BY indicator ORDER BY step) AS stretch
    FROM judged_step
)
SELECT
    indicator, any_value(status) AS status,
    min(each) AS each_from, max(each) AS each_to,
    arg_min(figure, step) AS figure_from, arg_max(figure, step) AS figure_to
FROM numbered
GROUP BY indicator, stretch
ORDER BY indicator, stretch;
