-- Units expected and reported behind each figure, of units, areas and the plan.
CREATE OR REPLACE TEMP TABLE coverage AS
WITH placed AS (
    SELECT c.unit AS entity, c.* EXCLUDE (unit) FROM unit_coverage AS c
    UNION ALL
    SELECT m.entity, c.* EXCLUDE (unit) FROM unit_coverage AS c JOIN member AS m USING (unit)
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
