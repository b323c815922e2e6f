-- Milestones of units as the view asked sees them. Of a unit of today whose history is made of several
-- units' it is done when each that was expected or spoke has it done; one that never spoke has not,
-- once another has spoken.
CREATE OR REPLACE TEMP TABLE unit_milestone AS
WITH behind AS (
    SELECT e.unit, s.* EXCLUDE (unit)
    FROM milestone_state AS s
    JOIN expression AS e ON e.source = s.unit
),
together AS (
    SELECT
        unit, indicator, first_month, last_month, part,
        min(coalesce(word, 0)) FILTER (expected OR amount IS NOT NULL) AS least,
        bool_or(amount IS NOT NULL) AS has_figure,
        bool_or(word IS NOT NULL) FILTER (expected OR amount IS NOT NULL) AS has_word,
        max(done_on) AS done_on, bool_or(estimated) AS estimated,
        bool_or(expected) AS expected,
        bool_or(expected) AND bool_and(complete OR NOT expected) AS complete,
        bool_or(lacking) AS lacking, bool_or(came) AS came
    FROM behind
    GROUP BY unit, indicator, first_month, last_month, part
)
SELECT * FROM milestone_state AS s ANTI JOIN expression AS e ON e.source = s.unit
UNION ALL BY NAME
SELECT
    unit, indicator, first_month, last_month, part,
    CASE WHEN has_figure THEN least END AS amount, CASE WHEN has_word THEN least END AS word,
    CASE WHEN least = 100 THEN done_on END AS done_on, estimated, expected, complete, lacking, came
FROM together;
