-- The last twelve reporting periods up to each month asked, the latest in p0: of the latest what is
-- completed, of earlier ones `assessed`, without those of an area or the plan in which a unit is missing.
-- Of what the year does not add up.
CREATE OR REPLACE TEMP TABLE projection_point AS
WITH anchor AS (
    SELECT DISTINCT a.indicator, a.assessed_last AS last_month, i.months
    FROM asked_figure AS a
    JOIN plan_indicator AS i USING (indicator)
    WHERE a.first_month IS NOT NULL AND i.measure <> 'milestone'
      AND (i.over_time = 'stock' OR i.measure NOT IN ('count', 'ratio'))
),
point AS (
    SELECT
        f.entity, n.indicator, n.last_month,
        (n.last_month - f.last_month) // n.months AS back, f.value
    FROM anchor AS n
    JOIN figure AS f
      ON f.indicator = n.indicator
     AND f.last_month - f.first_month + 1 = n.months
     AND f.last_month < n.last_month
     AND f.last_month > n.last_month - 12 * n.months
    ANTI JOIN silent_group AS g
      ON g.entity = f.entity AND g.indicator = f.indicator AND g.first_month = f.first_month
     AND g.last_month = f.last_month AND g.part = 'assessed'
    WHERE f.part = 'assessed' AND f.value IS NOT NULL
    UNION ALL
    SELECT c.entity, n.indicator, n.last_month, 0, c.value
    FROM anchor AS n
    JOIN completed_figure AS c
      ON c.indicator = n.indicator AND c.last_month = n.last_month
     AND c.last_month - c.first_month + 1 = n.months
    WHERE c.value IS NOT NULL
)
SELECT
    entity, indicator, last_month,
    max(value) FILTER (back = 0) AS p0, max(value) FILTER (back = 1) AS p1,
    max(value) FILTER (back = 2) AS p2, max(value) FILTER (back = 3) AS p3,
    max(value) FILTER (back = 4) AS p4, max(value) FILTER (back = 5) AS p5,
    max(value) FILTER (back = 6) AS p6, max(value) FILTER (back = 7) AS p7,
    max(value) FILTER (back = 8) AS p8, max(value) FILTER (back = 9) AS p9,
    max(value) FILTER (back = 10) AS p10, max(value) FILTER (back = 11) AS p11
FROM point
GROUP BY ALL
HAVING count(*) >= 3;
