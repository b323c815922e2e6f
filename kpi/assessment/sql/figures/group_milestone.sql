-- Milestones of areas and of the plan: units done of units expected, by the last word of each; empty if
-- none of them ever spoke. Where no unit is expected, of those that reported all the same.
CREATE OR REPLACE TEMP TABLE group_milestone AS
WITH counted AS (
    SELECT
        m.entity, s.indicator, s.first_month, s.last_month, s.part,
        count_if(s.expected) AS due,
        count_if(s.expected AND s.word IS NOT NULL) AS words,
        count_if(s.expected AND s.word = 100) AS done,
        count(s.amount) AS reports,
        count_if(s.amount IS NOT NULL AND s.word = 100) AS done_of_reports,
        max(s.done_on) AS done_on, bool_or(s.estimated) AS estimated
    FROM unit_milestone AS s
    JOIN member AS m USING (unit)
    GROUP BY ALL
)
SELECT
    entity, indicator, first_month, last_month, part, reports, estimated, false AS is_weak, done_on,
    NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
    CASE WHEN due > 0 THEN CASE WHEN words > 0 THEN 100.0 * done / due END
         WHEN reports > 0 THEN 100.0 * done_of_reports / reports END AS value
FROM counted
WHERE due > 0 OR reports > 0;
