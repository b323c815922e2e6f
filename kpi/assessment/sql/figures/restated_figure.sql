-- Figures of units that succession changes, re-expressed on today's units: each takes its share of
-- every source. What adds up across units is summed, a ratio by its parts. What does not is the mean
-- of the sources by share, over time generation by generation: one ends before the next begins. A
-- milestone is done when all sources have it done. Empty in the view as reported.
CREATE OR REPLACE TEMP TABLE restated_figure AS
WITH shared AS (
    SELECT
        e.unit, f.indicator, f.first_month, f.last_month, f.part, e.share, f.amount, f.base,
        f.estimated, f.done_on, i.measure, i.factor, i.across IN ('sum', 'parts') AS adds_up,
        CASE i.over_time WHEN 'stock' THEN 0 ELSE e.generation END AS generation
    FROM reported_figure AS f
    JOIN expression AS e ON e.source = f.unit
    JOIN plan_indicator AS i USING (indicator)
),
generation AS (
    SELECT
        unit, indicator, first_month, last_month, part, measure, factor, generation,
        CASE
            WHEN any_value(adds_up) THEN exact_sum(share * amount)
            WHEN measure = 'milestone' THEN min(amount)
            ELSE exact_sum(share * amount) / exact_sum(share)
        END AS amount,
        exact_sum(share * base) AS base,
        bool_or(estimated) AS estimated,
        CASE WHEN min(amount) = 100 THEN max(done_on) END AS done_on
    FROM shared
    GROUP BY unit, indicator, first_month, last_month, part, measure, factor, generation
),
whole AS (
    SELECT
        unit, indicator, first_month, last_month, part, measure, factor,
        exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(estimated) AS estimated,
        max(done_on) AS done_on
    FROM generation
    GROUP BY unit, indicator, first_month, last_month, part, measure, factor
)
SELECT
    unit, indicator, first_month, last_month, part, amount, base, estimated, done_on,
    CASE measure WHEN 'ratio' THEN ratio_of(amount, base, factor) ELSE amount END AS value
FROM whole;
