-- How the figures of several units become one, wherever that is asked.

-- Units become one figure in the indicator's own way. A ratio is the sum of numerators over the sum of
-- denominators. Whole numbers are added plainly, as in flow_sum. `source` names a table (entity,
-- indicator, first_month, last_month, part, amount, base, estimated, weight, is_weak); where each unit is
-- in it once, with its area or none (`of_areas`), the plan is made of the areas.
CREATE OR REPLACE TEMP MACRO joined_units(source, of_areas := false) AS TABLE
-- Never written down: of a country's units it is twice all figures.
WITH taken AS NOT MATERIALIZED (
    SELECT
        f.entity, f.indicator, f.first_month, f.last_month, f.part, f.estimated, f.amount,
        CASE i.across WHEN 'weighted' THEN f.amount * f.weight ELSE f.amount END AS upper_part,
        CASE i.across WHEN 'weighted' THEN f.weight WHEN 'parts' THEN f.base END AS lower_part,
        i.across = 'weighted' AND (f.weight IS NULL OR f.is_weak) AS is_weak
    FROM query_table(source) AS f
    JOIN plan_indicator AS i USING (indicator)
),
added AS MATERIALIZED (
    SELECT
        entity, indicator, first_month, last_month, part,
        sum(upper_part) AS upper_sum, sum(lower_part) AS lower_sum,
        min(amount) AS smallest, max(amount) AS largest, count(*) AS reports,
        bool_or(estimated) AS estimated, bool_or(is_weak) AS is_weak,
        adds_exactly(upper_part) AND adds_exactly(lower_part) AS is_exact
    FROM taken
    GROUP BY entity, indicator, first_month, last_month, part
),
whole AS (
    SELECT
        'ALL'::entity_id AS entity, indicator, first_month, last_month, part,
        sum(upper_sum) AS upper_sum, sum(lower_sum) AS lower_sum,
        min(smallest) AS smallest, max(largest) AS largest, sum(reports)::BIGINT AS reports,
        bool_or(estimated) AS estimated, bool_or(is_weak) AS is_weak,
        bool_and(is_exact) AND sum(reports) < 8388608 AS is_exact
    FROM added
    WHERE of_areas
    GROUP BY indicator, first_month, last_month, part
),
together AS (
    SELECT * FROM added WHERE entity IS NOT NULL
    UNION ALL
    SELECT * FROM whole
),
-- What does not add up exactly in any order is added up again.
inexact AS NOT MATERIALIZED (
    SELECT *
    FROM taken
    SEMI JOIN (FROM added WHERE NOT is_exact) AS a
        USING (entity, indicator, first_month, last_month, part)
    UNION ALL
    SELECT * REPLACE ('ALL'::entity_id AS entity)
    FROM taken
    SEMI JOIN (FROM whole WHERE NOT is_exact) AS w
        USING (indicator, first_month, last_month, part)
),
added_again AS (
    SELECT
        entity, indicator, first_month, last_month, part,
        exact_sum(upper_part) AS upper_sum, exact_sum(lower_part) AS lower_sum
    FROM inexact
    GROUP BY entity, indicator, first_month, last_month, part
),
summed AS (
    SELECT
        a.* EXCLUDE (upper_sum, lower_sum),
        CASE WHEN a.is_exact THEN a.upper_sum ELSE e.upper_sum END AS upper_sum,
        CASE WHEN a.is_exact THEN a.lower_sum ELSE e.lower_sum END AS lower_sum
    FROM together AS a
    LEFT JOIN added_again AS e USING (entity, indicator, first_month, last_month, part)
)
SELECT
    entity, indicator, first_month, last_month, part, reports, estimated, is_weak,
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

-- Units' figures re-expressed on today's units: each takes its share of every source. What adds up
-- across units is summed, a ratio by its parts. What does not is the mean of the sources by share, over
-- time generation by generation: one ends before the next begins. `source` names a table (unit,
-- indicator, first_month, last_month, part, amount, base, estimated).
CREATE OR REPLACE TEMP MACRO restated(source) AS TABLE
WITH shared AS (
    SELECT
        e.unit, f.indicator, f.first_month, f.last_month, f.part, e.share, f.amount, f.base,
        f.estimated, i.measure, i.factor, i.across IN ('sum', 'parts') AS adds_up,
        CASE i.over_time WHEN 'stock' THEN 0 ELSE e.generation END AS generation
    FROM query_table(source) AS f
    JOIN expression AS e ON e.source = f.unit
    JOIN plan_indicator AS i USING (indicator)
),
generation AS (
    SELECT
        unit, indicator, first_month, last_month, part, measure, factor, generation,
        CASE
            WHEN any_value(adds_up) THEN exact_sum(share * amount)
            ELSE exact_sum(share * amount) / exact_sum(share)
        END AS amount,
        exact_sum(share * base) AS base,
        bool_or(estimated) AS estimated
    FROM shared
    GROUP BY unit, indicator, first_month, last_month, part, measure, factor, generation
),
whole AS (
    SELECT
        unit, indicator, first_month, last_month, part, measure, factor,
        exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(estimated) AS estimated
    FROM generation
    GROUP BY unit, indicator, first_month, last_month, part, measure, factor
)
SELECT
    unit, indicator, first_month, last_month, part, amount, base, estimated,
    CASE measure WHEN 'ratio' THEN ratio_of(amount, base, factor) ELSE amount END AS value
FROM whole;

-- Milestones of several units as one: units done of units expected, by the last word of each; empty if
-- none of them ever spoke. Where no unit is expected, of those that reported all the same. `source`
-- names a table (entity, indicator, first_month, last_month, part, amount, word, expected, done_on,
-- estimated).
CREATE OR REPLACE TEMP MACRO joined_milestones(source) AS TABLE
WITH counted AS (
    SELECT
        entity, indicator, first_month, last_month, part,
        count_if(expected) AS due,
        count_if(expected AND word IS NOT NULL) AS words,
        count_if(expected AND word = 100) AS done,
        count(amount) AS reports,
        count_if(amount IS NOT NULL AND word = 100) AS done_of_reports,
        max(done_on) AS done_on, bool_or(estimated) AS estimated
    FROM query_table(source)
    GROUP BY entity, indicator, first_month, last_month, part
)
SELECT
    entity, indicator, first_month, last_month, part, reports, estimated, done_on,
    CASE WHEN due > 0 THEN CASE WHEN words > 0 THEN 100.0 * done / due END
         WHEN reports > 0 THEN 100.0 * done_of_reports / reports END AS value
FROM counted
WHERE due > 0 OR reports > 0;
