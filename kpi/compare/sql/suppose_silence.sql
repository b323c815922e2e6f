-- The later state with the silence of the earlier one: whoever was silent still is, taken for what he
-- was taken for; whoever fell silent is taken for what he said. What the models that complete and
-- judge read is put in their place; all of it is rolled back.
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
CREATE OR REPLACE TEMP TABLE filled_figure AS
WITH stood_in AS (
    SELECT
        unit, indicator, first_month, last_month, part,
        exact_sum(amount) AS amount, exact_sum(base) AS base, bool_or(rule = 'nothing') AS unknown
    FROM before_stand_in
    GROUP BY ALL
),
still AS (
    SELECT * FROM stood_in
    ANTI JOIN silence_changed USING (unit, indicator, first_month, last_month, part)
)
SELECT
    a.unit, a.indicator, a.first_month, a.last_month, a.part, a.unknown, false AS estimated,
    CASE WHEN f.unit IS NULL THEN a.amount ELSE f.amount + coalesce(a.amount, 0) END AS amount,
    CASE WHEN f.unit IS NULL THEN a.base ELSE f.base + coalesce(a.base, 0) END AS base
FROM still AS a
LEFT JOIN flow_sum AS f USING (unit, indicator, first_month, last_month, part)
UNION ALL
SELECT
    s.unit, s.indicator, s.first_month, s.last_month, s.part, coalesce(a.unknown, false), false,
    c.amount, c.base
FROM silence_changed AS s
LEFT JOIN stood_in AS a USING (unit, indicator, first_month, last_month, part)
LEFT JOIN before_completed AS c USING (unit, indicator, first_month, last_month, part);
CREATE OR REPLACE TEMP TABLE reported_coverage AS
SELECT
    c.* REPLACE (
        c.missing OR b.unit IS NOT NULL AS missing,
        CASE WHEN c.missing = (b.unit IS NOT NULL) THEN c.complete
             ELSE c.expected AND b.unit IS NULL END AS complete)
FROM reported_coverage AS c
LEFT JOIN before_coverage AS b USING (unit, indicator, first_month, last_month, part)
