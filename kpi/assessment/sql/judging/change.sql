-- How much a figure changed since the preceding period of the kind and within a year, like with like.
CREATE OR REPLACE TEMP TABLE change AS
SELECT
    c.indicator, c.first_month, c.last_month, a.entity,
    max(a.now - a.before) FILTER (c.kind = 'previous') AS change_previous,
    max(a.now - a.before) FILTER (c.kind = 'last_year') AS change_last_year
FROM alike AS a
JOIN compared AS c USING (pair)
GROUP BY c.indicator, c.first_month, c.last_month, a.entity;
