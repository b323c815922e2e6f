-- Areas and the whole plan: units become one figure in the indicator's own way. A ratio is the sum
-- of numerators over the sum of denominators; a figure covers the units that reported. Whole numbers
-- are added plainly, as in flow_sum.
CREATE OR REPLACE TEMP TABLE group_figure AS
WITH taken AS (
    SELECT
        f.unit, f.indicator, f.first_month, f.last_month, f.part, f.estimated, f.done_on, f.amount,
        CASE i.across WHEN 'weighted' THEN f.amount * w.weight ELSE f.amount END AS upper_part,
        CASE i.across WHEN 'weighted' THEN w.weight WHEN 'parts' THEN f.base END AS lower_part,
        i.across = 'weighted' AND (w.weight IS NULL OR w.is_weak) AS is_weak
    FROM unit_figure AS f
    JOIN plan_indicator AS i USING (indicator)
    LEFT JOIN unit_weight AS w
      ON w.unit = f.unit AND w.indicator = f.indicator
     AND w.first_month = f.first_month AND w.last_month = f.last_month
),
added AS (
    SELECT indicator
    FROM taken
    GROUP BY indicator
    HAVING adds_exactly(upper_part) AND adds_exactly(lower_part)
),
summed AS (
    SELECT
        m.entity, t.indicator, t.first_month, t.last_month, t.part,
        sum(upper_part) AS upper_sum, sum(lower_part) AS lower_sum,
        min(amount) AS smallest, max(amount) AS largest, count(*) AS reports,
        bool_or(estimated) AS estimated, bool_or(is_weak) AS is_weak, max(done_on) AS done_on
    FROM taken AS t
    JOIN member AS m USING (unit)
    SEMI JOIN added AS a ON a.indicator = t.indicator
    GROUP BY m.entity, t.indicator, t.first_month, t.last_month, t.part
    UNION ALL
    SELECT
        m.entity, t.indicator, t.first_month, t.last_month, t.part,
        exact_sum(upper_part), exact_sum(lower_part), min(amount), max(amount), count(*),
        bool_or(estimated), bool_or(is_weak), max(done_on)
    FROM taken AS t
    JOIN member AS m USING (unit)
    ANTI JOIN added AS a ON a.indicator = t.indicator
    GROUP BY m.entity, t.indicator, t.first_month, t.last_month, t.part
)
SELECT
    entity, indicator, first_month, last_month, part, reports, estimated, is_weak, done_on,
    CASE across WHEN 'parts' THEN upper_sum END AS numerator,
    CASE across WHEN 'parts' THEN lower_sum END AS denominator,
    CASE across
        WHEN 'parts' THEN ratio_of(upper_sum, lower_sum, factor)
        WHEN 'sum' THEN upper_sum
        WHEN 'mean' THEN upper_sum / reports
        WHEN 'min' THEN smallest
        WHEN 'max' THEN largest
        WHEN 'weighted' THEN CASE WHEN lower_sum <> 0 THEN upper_sum / lower_sum END
    END AS value
FROM summed
JOIN plan_indicator AS i USING (indicator);
