-- The later state with the silence of the earlier one: whoever was silent still is, taken for what he
-- was taken for. What the models that complete and judge read is put in their place; all of it is
-- rolled back.
CREATE OR REPLACE TEMP TABLE silence_changed AS
WITH silent_before AS (
    SELECT unit, indicator, first_month, last_month, part, list(gap ORDER BY gap) AS gaps
    FROM before_stand_in
    GROUP BY ALL
),
silent_now AS (
    SELECT unit, indicator, first_month, last_month, part, list(gap ORDER BY gap) AS gaps
    FROM stand_in
    GROUP BY ALL
)
SELECT unit, indicator, first_month, last_month, part
FROM silent_before AS b
FULL JOIN silent_now AS n USING (unit, indicator, first_month, last_month, part)
WHERE b.gaps IS DISTINCT FROM n.gaps;
CREATE OR REPLACE TEMP TABLE stand_in AS
FROM before_stand_in;
CREATE OR REPLACE TEMP TABLE reported_coverage AS
SELECT
    c.* REPLACE (
        c.missing OR b.unit IS NOT NULL AS missing,
        CASE WHEN c.missing = (b.unit IS NOT NULL) THEN c.complete
             ELSE c.expected AND b.unit IS NULL END AS complete)
FROM reported_coverage AS c
LEFT JOIN before_coverage AS b USING (unit, indicator, first_month, last_month, part)
