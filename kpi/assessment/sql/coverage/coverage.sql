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
of_group AS (
    SELECT
        m.entity, d.indicator, d.first_month, d.last_month, d.part,
        count_if(d.expected) AS units_expected, count_if(d.complete) AS units_reported,
        bool_or(d.lacking) AS lacking, bool_or(d.came) AS came, bool_or(d.came_last) AS came_last
    FROM delivered AS d
    JOIN member AS m USING (unit)
    GROUP BY m.entity, d.indicator, d.first_month, d.last_month, d.part
)
SELECT
    unit AS entity, indicator, first_month, last_month, part, expected::INTEGER AS units_expected,
    complete::INTEGER AS units_reported, lacking, came, came_last
FROM delivered
UNION ALL
SELECT
    entity, indicator, first_month, last_month, part, units_expected::INTEGER,
    units_reported::INTEGER, lacking, came, came_last
FROM of_group;
