-- Completed figures where whole numbers are summed: the group's own, less what silent units brought to
-- it, and with what they are completed to, which is exact and asks for few rows. On today's units, whose
-- shares are no whole numbers, everything is added up anew.
CREATE OR REPLACE TEMP TABLE completed_sum AS
WITH own AS (
    SELECT
        g.entity, g.indicator, g.first_month, g.last_month, g.part, g.denominator AS base,
        CASE i.across WHEN 'parts' THEN g.numerator ELSE g.value END AS amount
    FROM group_figure AS g
    JOIN plan_indicator AS i USING (indicator)
    CROSS JOIN setting AS s
    SEMI JOIN silent_group AS k
      ON k.entity = g.entity AND k.indicator = g.indicator AND k.first_month = g.first_month
     AND k.last_month = g.last_month AND k.part = g.part
    WHERE g.part = 'assessed' AND i.across IN ('sum', 'parts') AND i.measure <> 'milestone'
      AND NOT s.of_today
),
brought AS (
    SELECT r.unit, r.indicator, r.first_month, r.last_month, -r.amount AS amount, -r.base AS base
    FROM filled_figure AS f
    JOIN reported_figure AS r USING (unit, indicator, first_month, last_month, part)
    WHERE f.part = 'assessed'
),
part AS (
    SELECT entity, indicator, first_month, last_month, amount, base, true AS is_own,
           is_whole(amount) AND coalesce(is_whole(base), true) AS is_exact
    FROM own
    UNION ALL
    SELECT m.entity, b.indicator, b.first_month, b.last_month, b.amount, b.base, false,
           is_whole(b.amount) AND coalesce(is_whole(b.base), true)
    FROM brought AS b
    JOIN member AS m USING (unit)
    UNION ALL
    SELECT m.entity, f.indicator, f.first_month, f.last_month, f.amount, f.base, false, true
    FROM filled_figure AS f
    JOIN member AS m USING (unit)
    WHERE f.part = 'assessed' AND f.amount IS NOT NULL
),
summed AS (
    SELECT
        entity, indicator, first_month, last_month, exact_sum(amount) AS amount,
        exact_sum(base) AS base
    FROM part
    GROUP BY entity, indicator, first_month, last_month
    HAVING bool_or(is_own) AND bool_and(is_exact)
)
SELECT
    entity, indicator, first_month, last_month, 'assessed'::part_word AS part,
    CASE i.across WHEN 'parts' THEN amount END AS numerator,
    CASE i.across WHEN 'parts' THEN base END AS denominator,
    CASE i.across WHEN 'parts' THEN ratio_of(amount, base, i.factor) ELSE amount END AS value
FROM summed
JOIN plan_indicator AS i USING (indicator);
