-- Units expected and reported behind each figure, of units, areas and the plan: of the periods shown, and
-- of whatever adds up over the year also of earlier ones, for complete years tell of this one.
CREATE OR REPLACE TEMP TABLE coverage AS
WITH shown AS (
    SELECT DISTINCT first_month, last_month FROM asked_figure
    UNION
    SELECT DISTINCT assessed_first, assessed_last FROM asked_figure
),
needed AS (
    SELECT w.indicator, w.first_month, w.last_month, w.part
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    LEFT JOIN shown AS s ON s.first_month = w.first_month AND s.last_month = w.last_month
    WHERE s.first_month IS NOT NULL OR (w.part = 'assessed' AND i.over_time <> 'stock')
),
delivered AS (
    SELECT c.*
    FROM unit_coverage AS c
    SEMI JOIN needed USING (indicator, first_month, last_month, part)
),
placed AS (
    SELECT c.unit AS entity, c.* EXCLUDE (unit) FROM delivered AS c
    UNION ALL
    SELECT m.entity, c.* EXCLUDE (unit) FROM delivered AS c JOIN member AS m USING (unit)
)
SELECT
    entity, indicator, first_month, last_month, part,
    count_if(expected)::INTEGER AS units_expected,
    count_if(complete)::INTEGER AS units_reported,
    bool_or(lacking) AS lacking,
    bool_or(came) AS came,
    bool_or(came_last) AS came_last
FROM placed
GROUP BY ALL;
