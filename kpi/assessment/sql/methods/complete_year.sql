-- The years before the asked ones that are complete, of units, areas and the plan: every expected report
-- of the year is there, none an estimate or withheld. With what came in them, and by the end of the
-- same period.
CREATE OR REPLACE TEMP TABLE complete_year AS
WITH asked AS (
    SELECT DISTINCT
        a.indicator, i.months, a.assessed_first, a.assessed_last,
        a.assessed_last - a.assessed_last % 12 - 12 AS opening
    FROM asked_figure AS a
    JOIN plan_indicator AS i USING (indicator)
    WHERE a.first_month IS NOT NULL AND i.measure IN ('count', 'ratio') AND i.over_time <> 'stock'
),
year AS (
    SELECT DISTINCT indicator, months, opening FROM asked WHERE opening >= 24
),
delivered AS (
    SELECT s.unit, y.indicator, y.opening, s.own AS present, s.is_open
    FROM year AS y
    JOIN flow_stretch AS s
      ON s.indicator = y.indicator AND s.from_month = y.opening AND s.last_month = y.opening + 11
    UNION ALL
    SELECT
        f.unit, y.indicator, y.opening,
        coalesce(sum(e.reports) FILTER (f.last_month - f.first_month + 1 = y.months), 0),
        bool_or(f.state IN ('withheld', 'estimate'))
    FROM year AS y
    JOIN standing AS f
      ON f.indicator = y.indicator AND f.first_month >= y.opening AND f.last_month < y.opening + 12
    LEFT JOIN expected_reports AS e
      ON e.span = f.span AND e.months = y.months
     AND e.first_month = f.first_month AND e.last_month = f.last_month
    WHERE f.over_time = 'running_total'
    GROUP BY ALL
),
open_source AS (
    SELECT r.unit, y.indicator, y.opening
    FROM year AS y
    JOIN plan_reporter AS r USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN expected_reports AS e
      ON e.span = u.span AND e.months = y.months
     AND e.first_month = y.opening AND e.last_month = y.opening + 11
    LEFT JOIN delivered AS d
      ON d.unit = r.unit AND d.indicator = y.indicator AND d.opening = y.opening
    WHERE coalesce(e.reports, 0) > coalesce(d.present, 0) OR d.is_open
),
open_unit AS (
    SELECT DISTINCT coalesce(x.unit, o.unit) AS unit, o.indicator, o.opening
    FROM open_source AS o
    LEFT JOIN expression AS x ON x.source = o.unit
),
open_entity AS (
    SELECT unit AS entity, indicator, opening FROM open_unit
    UNION
    SELECT m.entity, o.indicator, o.opening FROM open_unit AS o JOIN member AS m USING (unit)
),
-- few of the many rows of coverage are of a whole year
lacking AS (
    SELECT c.entity, c.indicator, y.opening
    FROM coverage AS c
    JOIN year AS y
      ON y.indicator = c.indicator AND y.opening = c.first_month AND y.opening + 11 = c.last_month
    WHERE c.part = 'assessed' AND c.lacking
)
SELECT
    a.indicator, a.assessed_first, a.assessed_last, w.entity,
    w.value AS total, s.value AS same,
    w.numerator AS total_numerator, w.denominator AS total_denominator,
    s.numerator AS same_numerator, s.denominator AS same_denominator
FROM asked AS a
JOIN figure AS w
  ON w.indicator = a.indicator AND w.first_month = a.opening AND w.last_month = a.opening + 11
 AND w.part = 'assessed'
LEFT JOIN figure AS s
  ON s.entity = w.entity AND s.indicator = a.indicator AND s.first_month = a.assessed_first - 12
 AND s.last_month = a.assessed_last - 12 AND s.part = 'assessed'
ANTI JOIN lacking AS c
  ON c.entity = w.entity AND c.indicator = a.indicator AND c.opening = a.opening
ANTI JOIN open_entity AS o
  ON o.entity = w.entity AND o.indicator = a.indicator AND o.opening = a.opening
WHERE NOT w.estimated AND NOT w.is_weak;
