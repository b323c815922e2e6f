-- How much a figure changed since the preceding period of the kind and within a year, like with like, and
-- the two figures of each comparison.
CREATE OR REPLACE TEMP TABLE change AS
SELECT
    c.indicator, c.first_month, c.last_month, a.entity,
    max(a.now) FILTER (c.kind = 'previous') AS now_previous,
    max(a.before) FILTER (c.kind = 'previous') AS before_previous,
    max(a.now) FILTER (c.kind = 'last_year') AS now_last_year,
    max(a.before) FILTER (c.kind = 'last_year') AS before_last_year,
    now_previous - before_previous AS change_previous,
    now_last_year - before_last_year AS change_last_year
FROM alike AS a
JOIN compared AS c USING (pair)
GROUP BY c.indicator, c.first_month, c.last_month, a.entity;
