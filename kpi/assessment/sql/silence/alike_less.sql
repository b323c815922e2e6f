-- Figures taken again without silent units where whole numbers are summed: the group's own less what those
-- who are left out brought to it, which is exact and asks for few rows. `units`: how many are left.
CREATE OR REPLACE TEMP TABLE alike_less AS
WITH look AS (
    SELECT k.pair, k.part, k.of_part, l.leaf, k.first_month, k.last_month, i.across, i.factor
    FROM alike_look AS k
    JOIN leaf AS l USING (indicator)
    JOIN plan_indicator AS i ON i.indicator = l.leaf
    WHERE i.across IN ('sum', 'parts') AND i.measure <> 'milestone'
),
out_part AS (
    SELECT
        o.entity, k.leaf, k.part,
        sum(f.amount) AS amount, coalesce(sum(f.base), 0) AS base, count(*) AS units,
        bool_and(is_whole(f.amount) AND coalesce(is_whole(f.base), true)) AS whole
    FROM look AS k
    JOIN left_out AS o USING (pair)
    JOIN unit_figure AS f
      ON f.unit = o.unit AND f.indicator = k.leaf AND f.first_month = k.first_month
     AND f.last_month = k.last_month AND f.part = k.of_part
    GROUP BY o.entity, k.leaf, k.part
),
whole AS (
    SELECT
        o.entity, k.leaf AS indicator, k.first_month, k.last_month, k.part, k.across, k.factor,
        CASE k.across WHEN 'parts' THEN g.numerator ELSE g.value END AS amount,
        g.denominator AS base, g.reports
    FROM look AS k
    JOIN (SELECT DISTINCT entity, pair FROM left_out) AS o USING (pair)
    JOIN group_figure AS g
      ON g.entity = o.entity AND g.indicator = k.leaf AND g.first_month = k.first_month
     AND g.last_month = k.last_month AND g.part = k.of_part
),
less AS (
    SELECT
        w.* REPLACE (w.amount - coalesce(x.amount, 0) AS amount,
                     w.base - coalesce(x.base, 0) AS base),
        w.reports - coalesce(x.units, 0) AS units
    FROM whole AS w
    LEFT JOIN out_part AS x
      ON x.entity = w.entity AND x.leaf = w.indicator AND x.part = w.part
    WHERE is_whole(w.amount) AND coalesce(is_whole(w.base), true) AND coalesce(x.whole, true)
)
SELECT
    entity, indicator, first_month, last_month, part, units,
    CASE across WHEN 'parts' THEN ratio_of(amount, base, factor) ELSE amount END AS value
FROM less;
