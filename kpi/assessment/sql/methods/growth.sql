-- From where to where: the point that growth starts from (the baseline, else the first figure), the
-- latest figure, and the last target given. Moments are years; the end of a year is its number.
-- `recent` is the earliest point of the last five years. What was reported in the baseline's year is
-- the baseline's point, or lies before it.
CREATE OR REPLACE TEMP TABLE growth AS
WITH asked AS (
    SELECT
        y.period, y.indicator, y.entity, a.assessed_last, y.baseline, y.baseline_year,
        g.goal, g.goal_year, CASE i.direction WHEN 'down' THEN -1 ELSE 1 END AS sign,
        i.limit_value
    FROM yardstick AS y
    JOIN plan_indicator AS i USING (indicator)
    JOIN asked_figure AS a USING (period, indicator)
    LEFT JOIN goal AS g ON g.indicator = y.indicator AND g.scope = y.scope
    WHERE i.grows AND i.measure <> 'milestone' AND i.direction <> 'within'
      AND y.first_month IS NOT NULL
),
-- The latest point is the period's own figure, where that is one: flows and running totals enter as
-- whole years only. With a unit missing growth is measured once more with what is completed.
own_figure AS (
    SELECT
        a.period, a.indicator, a.entity, a.assessed_last AS last_month,
        (a.assessed_last + 1) / 12 - 1 AS moment, c.assessed, c.completed, c.is_missing
    FROM asked AS a
    JOIN asked_figure AS f USING (period, indicator)
    JOIN condition AS c
      ON c.entity = a.entity AND c.indicator = a.indicator
     AND c.first_month = f.first_month AND c.last_month = f.last_month
    JOIN plan_indicator AS i USING (indicator)
    WHERE i.measure = 'formula' OR i.over_time = 'stock' OR (a.assessed_last + 1) % 12 = 0
),
dated AS (
    SELECT a.period, a.indicator, a.entity, false AS is_completed, h.last_month, h.moment, h.value
    FROM asked AS a
    JOIN history_point AS h
      ON h.entity = a.entity AND h.indicator = a.indicator AND h.last_month < a.assessed_last
    UNION ALL
    SELECT period, indicator, entity, false, last_month, moment, assessed
    FROM own_figure
    WHERE assessed IS NOT NULL
    UNION ALL
    SELECT o.period, o.indicator, o.entity, true, h.last_month, h.moment, h.value
    FROM own_figure AS o
    JOIN history_point AS h
      ON h.entity = o.entity AND h.indicator = o.indicator AND h.last_month < o.last_month
    WHERE o.is_missing AND o.completed IS NOT NULL
    UNION ALL
    SELECT period, indicator, entity, true, last_month, moment, completed
    FROM own_figure
    WHERE is_missing AND completed IS NOT NULL
),
measured AS (
    SELECT
        d.period, d.indicator, d.entity, d.is_completed, d.moment, d.value,
        a.baseline_year IS NULL OR d.last_month // 12 > a.baseline_year AS is_after_baseline
    FROM dated AS d
    JOIN asked AS a USING (period, indicator, entity)
),
ends AS (
    SELECT
        period, indicator, entity, is_completed,
        max(moment) AS moment, arg_max(value, moment) AS latest,
        arg_max(is_after_baseline, moment) AS is_after_baseline,
        arg_min(value, moment) AS first_value, min(moment) AS first_moment
    FROM measured
    GROUP BY period, indicator, entity, is_completed
),
point AS (
    SELECT m.period, m.indicator, m.entity, m.is_completed, m.moment, m.value
    FROM measured AS m
    JOIN asked AS a USING (period, indicator, entity)
    WHERE a.baseline_year IS NULL OR m.is_after_baseline OR m.moment <= a.baseline_year - 1
    UNION ALL
    SELECT a.period, a.indicator, a.entity, e.is_completed, a.baseline_year, a.baseline
    FROM asked AS a
    JOIN ends AS e USING (period, indicator, entity)
    WHERE a.baseline_year IS NOT NULL
),
five_years AS (
    SELECT
        p.period, p.indicator, p.entity, p.is_completed,
        min(p.moment) AS recent_moment, arg_min(p.value, p.moment) AS recent
    FROM point AS p
    JOIN ends AS e USING (period, indicator, entity, is_completed)
    WHERE p.moment >= e.moment - 5 AND p.moment < e.moment
    GROUP BY p.period, p.indicator, p.entity, p.is_completed
)
SELECT
    a.period, a.indicator, a.entity, e.is_completed, a.sign, a.limit_value, a.goal, a.goal_year,
    e.moment, e.latest,
    coalesce(a.baseline_year, e.first_moment) AS start_moment,
    CASE WHEN a.baseline_year IS NULL THEN e.first_value ELSE a.baseline END AS start,
    e.is_after_baseline AND e.moment > coalesce(a.baseline_year, e.first_moment) AS has_two_points,
    f.recent_moment, f.recent
FROM asked AS a
JOIN ends AS e USING (period, indicator, entity)
LEFT JOIN five_years AS f USING (period, indicator, entity, is_completed);
