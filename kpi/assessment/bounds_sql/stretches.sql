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
        *, sum(is_new::INTEGER) OVER (PARTITION BY indicator ORDER BY step) AS stretch_number
    FROM judged_step
)
SELECT
    indicator,
    {
        status: any_value(status),
        each_from: min(each), each_to: max(each),
        figure_from: arg_min(figure, step), figure_to: arg_max(figure, step)
    } AS stretch
FROM numbered
GROUP BY indicator, stretch_number
ORDER BY indicator, stretch_number;
